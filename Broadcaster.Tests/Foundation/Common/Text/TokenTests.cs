using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Foundation.Common.Text;

public sealed class TokenTests
{
    [Fact]
    public async Task CreateToken_OnlyHashIsKept_AndItFindsItsCaller()
    {
        await using var app = await TestApp.StartAsync();
        var editor = app.CallerAs(Role.Editor);

        var created = (await app.Get<CreateToken>().ExecuteAsync(editor, new TokenInput("Import", Role.Author, null, null), default)).Value;

        Assert.Matches("^brc_[0-9A-Za-z]{40}$", created.Token);
        await using var db = app.Database.Read(editor);
        var row = await db.ApiTokens.SingleAsync();
        Assert.Equal(Secrets.Hash(created.Token), row.TokenHash);
        Assert.DoesNotContain(created.Token[8..], $"{row.Prefix}{(await db.AuditEntries.SingleAsync()).Changes}", StringComparison.Ordinal);
        var caller = await app.Get<TokenDirectory>().FindAsync(created.Token, default);
        Assert.Equal((editor.MemberId, editor.WorkspaceId, Role.Author, "api"), (caller!.MemberId, caller.WorkspaceId, caller.Role, caller.Via));
    }

    [Theory]
    [InlineData("")]
    [InlineData("brc_short")]
    [InlineData("xyz_0123456789abcdefghijklmnopqrstuvwxyzABCD")]
    [InlineData("brc_0123456789abcdefghijklmnopqrstuvwxyzABCD")]
    public async Task Find_UnknownToken_NoCaller(string token)
    {
        await using var app = await TestApp.StartAsync();

        Assert.Null(await app.Get<TokenDirectory>().FindAsync(token, default));
    }

    [Fact]
    public async Task Find_Expired_NoCallerEvenWhileRemembered()
    {
        await using var app = await TestApp.StartAsync();
        var token = await CreateAsync(app, Role.Editor, Role.Editor, app.Clock.GetUtcNow().AddSeconds(10));

        Assert.NotNull(await app.Get<TokenDirectory>().FindAsync(token.Token, default));
        app.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await app.Get<TokenDirectory>().FindAsync(token.Token, default));
    }

    [Fact]
    public async Task Revoke_OnThisNode_CountsAtOnce()
    {
        await using var app = await TestApp.StartAsync();
        var token = await CreateAsync(app, Role.Editor, Role.Editor);
        Assert.NotNull(await app.Get<TokenDirectory>().FindAsync(token.Token, default));

        var revoked = await app.Get<RevokeToken>().ExecuteAsync(app.CallerAs(Role.Editor), token.View.Id, default);

        Assert.True(revoked.Ok);
        Assert.Null(await app.Get<TokenDirectory>().FindAsync(token.Token, default));
    }

    [Fact]
    public async Task Revoke_OnAnotherNode_CountsWithinHalfAMinute()
    {
        await using var app = await TestApp.StartAsync();
        var token = await CreateAsync(app, Role.Editor, Role.Editor);
        Assert.NotNull(await app.Get<TokenDirectory>().FindAsync(token.Token, default));
        await using var db = app.Database.OpenUnscoped();
        await db.ApiTokens.IgnoreQueryFilters([Filters.Workspace]).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, app.Clock.GetUtcNow()));

        app.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await app.Get<TokenDirectory>().FindAsync(token.Token, default));
    }

    [Fact]
    public async Task Find_MemberDemoted_TokenIsCappedAtOnce()
    {
        await using var app = await TestApp.StartAsync();
        var editor = app.CallerAs(Role.Editor);
        var token = await CreateAsync(app, Role.Editor, Role.Editor);
        Assert.Equal(Role.Editor, (await app.Get<TokenDirectory>().FindAsync(token.Token, default))!.Role);

        await app.Get<ChangeRole>().ExecuteAsync(app.CallerAs(Role.Owner), editor.MemberId!.Value, Role.Viewer, null, default);

        Assert.Equal(Role.Viewer, (await app.Get<TokenDirectory>().FindAsync(token.Token, default))!.Role);
    }

    [Fact]
    public async Task Find_MemberRemoved_TokenIsGone()
    {
        await using var app = await TestApp.StartAsync();
        var token = await CreateAsync(app, Role.Editor, Role.Editor);
        Assert.NotNull(await app.Get<TokenDirectory>().FindAsync(token.Token, default));

        await app.Get<RemoveMember>().ExecuteAsync(app.CallerAs(Role.Owner), app.CallerAs(Role.Editor).MemberId!.Value, default);

        Assert.Null(await app.Get<TokenDirectory>().FindAsync(token.Token, default));
    }

    [Theory]
    [InlineData(Role.Editor, Role.Admin)]
    [InlineData(Role.Author, Role.Reviewer)]
    [InlineData(Role.Viewer, Role.Author)]
    public async Task CreateToken_RoleAboveOnesOwn_IsRefused(Role member, Role wanted)
    {
        await using var app = await TestApp.StartAsync();

        var created = await app.Get<CreateToken>().ExecuteAsync(app.CallerAs(member), new TokenInput("Up", wanted, null, null), default);

        Assert.Equal("token.role_too_high", created.Error?.Code);
    }

    [Fact]
    public async Task CreateToken_ThroughAWeakToken_CannotGainRole()
    {
        await using var app = await TestApp.StartAsync();
        var weak = app.CallerAs(Role.Owner) with { Role = Role.Viewer, Via = "api" };

        var created = await app.Get<CreateToken>().ExecuteAsync(weak, new TokenInput("Up", Role.Owner, null, null), default);

        Assert.Equal("token.role_too_high", created.Error?.Code);
    }

    [Fact]
    public async Task CreateToken_ForOthers_AdminsMayAndOwnersAreOutOfReach()
    {
        await using var app = await TestApp.StartAsync();
        var createToken = app.Get<CreateToken>();
        TokenInput For(Role whom, Role role) => new("For another", role, app.CallerAs(whom).MemberId, null);

        Assert.True((await createToken.ExecuteAsync(app.CallerAs(Role.Admin), For(Role.Reviewer, Role.Reviewer), default)).Ok);
        Assert.Equal("token.role_too_high", (await createToken.ExecuteAsync(app.CallerAs(Role.Admin), For(Role.Reviewer, Role.Editor), default)).Error?.Code);
        Assert.IsType<NotAllowed>((await createToken.ExecuteAsync(app.CallerAs(Role.Admin), For(Role.Owner, Role.Viewer), default)).Error);
        Assert.IsType<NotAllowed>((await createToken.ExecuteAsync(app.CallerAs(Role.Editor), For(Role.Viewer, Role.Viewer), default)).Error);
    }

    [Fact]
    public async Task List_WithoutRights_OnesOwnOnly()
    {
        await using var app = await TestApp.StartAsync();
        await CreateAsync(app, Role.Editor, Role.Viewer);
        await CreateAsync(app, Role.Author, Role.Viewer);

        Assert.Equal(1, (await app.Get<TokenQueries>().ListAsync(app.CallerAs(Role.Author), new PageRequest(), default)).Total);
        Assert.Equal(2, (await app.Get<TokenQueries>().ListAsync(app.CallerAs(Role.Admin), new PageRequest(), default)).Total);
    }

    [Fact]
    public async Task Find_UsedOften_UseIsNotedOnceAMinute()
    {
        await using var app = await TestApp.StartAsync();
        var token = await CreateAsync(app, Role.Editor, Role.Editor);
        var start = app.Clock.GetUtcNow();

        await app.Get<TokenDirectory>().FindAsync(token.Token, default);
        app.Time.Advance(TimeSpan.FromSeconds(59));
        await app.Get<TokenDirectory>().FindAsync(token.Token, default);
        Assert.Equal(start, await LastUsedAsync(app));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await app.Get<TokenDirectory>().FindAsync(token.Token, default);
        Assert.Equal(start.AddMinutes(1), await LastUsedAsync(app));
    }

    private static async Task<DateTimeOffset?> LastUsedAsync(TestApp app) =>
        (await app.Get<TokenQueries>().ListAsync(app.CallerAs(Role.Owner), new PageRequest(), default)).Items.Single().LastUsedAt;

    private static async Task<CreatedToken> CreateAsync(TestApp app, Role member, Role role, DateTimeOffset? expires = null) =>
        (await app.Get<CreateToken>().ExecuteAsync(app.CallerAs(member), new TokenInput("Token", role, null, expires), default)).Value;
}
