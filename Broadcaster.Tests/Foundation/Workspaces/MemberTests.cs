using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Foundation.Workspaces;

public abstract class MemberTests(DatabaseProvider provider)
{
    private const string Password = "seven green bottles";

    [Fact]
    public async Task AddMember_WithPassword_IsMemberAtOnce()
    {
        await using var app = await TestApp.StartAsync(provider);

        var added = await app.Get<AddMember>().ExecuteAsync(app.CallerAs(Role.Admin), new MemberInput(" Grace@Example.com ", "Grace", Role.Editor, Password), default);

        Assert.True(added.Ok, added.Error?.Message);
        Assert.Null(added.Value.Secret);
        var page = await app.Get<MemberQueries>().ListAsync(app.CallerAs(Role.Viewer), new PageRequest(), default);
        var member = Assert.Single(page.Items, m => m.Email == "Grace@Example.com");
        Assert.Equal((Role.Editor, added.Value.Member!.Id), (member.Role, member.Id));
    }

    [Fact]
    public async Task AddMember_BadInput_NamesEachField()
    {
        await using var app = await TestApp.StartAsync(provider);

        var added = await app.Get<AddMember>().ExecuteAsync(app.CallerAs(Role.Admin), new MemberInput("nobody", " ", null, "short"), default);

        Assert.Equal(["email", "name", "password", "role"], added.Error!.Fields.Keys.Order());
    }

    [Fact]
    public async Task AddMember_AccountExists_NoPasswordCanBeSetForIt()
    {
        await using var app = await TestApp.StartAsync(provider);
        var other = await app.AddWorkspaceAsync("other");
        var boss = await app.AddMemberAsync(Role.Owner, "Boss", other);
        await app.Get<AddMember>().ExecuteAsync(boss, new MemberInput("grace@example.com", "Grace", Role.Editor, Password), default);

        var added = await app.Get<AddMember>().ExecuteAsync(app.CallerAs(Role.Owner), new MemberInput("GRACE@example.com", "Grace", Role.Editor, "another password 1"), default);

        Assert.IsType<HasAccount>(added.Error);
    }

    [Theory]
    [InlineData(Role.Editor, Role.Viewer)]
    [InlineData(Role.Admin, Role.Owner)]
    public async Task AddMember_RoleMayNot_IsForbidden(Role by, Role wanted)
    {
        await using var app = await TestApp.StartAsync(provider);

        var added = await app.Get<AddMember>().ExecuteAsync(app.CallerAs(by), new MemberInput("grace@example.com", "Grace", wanted), default);

        Assert.Equal(ErrorKind.Forbidden, added.Error?.Kind);
    }

    [Fact]
    public async Task AcceptInvitation_Twice_WorksOnce()
    {
        await using var app = await TestApp.StartAsync(provider);
        var secret = await InviteAsync(app, "grace@example.com");

        var first = await app.Get<AcceptInvitation>().ExecuteAsync(secret, New("Grace"), default);
        var second = await app.Get<AcceptInvitation>().ExecuteAsync(secret, New("Mallory"), default);

        Assert.True(first.Ok, first.Error?.Message);
        Assert.Equal(Role.Author, first.Value.Role);
        Assert.IsType<InvitationGone>(second.Error);
    }

    [Fact]
    public async Task AcceptInvitation_AtTheSameTime_OneGetsIn()
    {
        await using var app = await TestApp.StartAsync(provider);
        var secret = await InviteAsync(app, "grace@example.com");
        var guests = new[] { await app.AddMemberAsync(Role.Viewer, "One", await app.AddWorkspaceAsync("one")), await app.AddMemberAsync(Role.Viewer, "Two", await app.AddWorkspaceAsync("two")) };

        var results = await Task.WhenAll(guests.Select(guest => Task.Run(async () =>
        {
            await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<AcceptInvitation>().ExecuteAsync(secret, new Acceptance(guest.UserId, null, null, null, null), default);
        })));

        Assert.Single(results, r => r.Ok);
        Assert.IsType<InvitationGone>(Assert.Single(results, r => !r.Ok).Error);
    }

    [Fact]
    public async Task AcceptInvitation_AfterSevenDays_IsGone()
    {
        await using var app = await TestApp.StartAsync(provider);
        var secret = await InviteAsync(app, "grace@example.com");
        app.Time.Advance(TimeSpan.FromDays(7));

        Assert.IsType<InvitationGone>((await app.Get<AcceptInvitation>().ExecuteAsync(secret, New("Grace"), default)).Error);
    }

    [Fact]
    public async Task AcceptInvitation_AddressHasAccount_TakesItsOwner()
    {
        await using var app = await TestApp.StartAsync(provider);
        var boss = await app.AddMemberAsync(Role.Owner, "Boss", await app.AddWorkspaceAsync("other"));
        var grace = (await app.Get<AddMember>().ExecuteAsync(boss, new MemberInput("grace@example.com", "Grace", Role.Viewer, Password), default)).Value.Member!;
        var secret = await InviteAsync(app, "grace@example.com");

        var stranger = await app.Get<AcceptInvitation>().ExecuteAsync(secret, New("Mallory"), default);
        var owner = await app.Get<AcceptInvitation>().ExecuteAsync(secret, new Acceptance(grace.UserId, null, null, null, null), default);

        Assert.IsType<SignInToAccept>(stranger.Error);
        Assert.Equal(app.Workspace.Id, owner.Value.WorkspaceId);
    }

    [Fact]
    public async Task Invite_SecondTime_FirstLinkStopsWorking()
    {
        await using var app = await TestApp.StartAsync(provider);
        var first = await InviteAsync(app, "grace@example.com");
        var second = await InviteAsync(app, "grace@example.com");

        Assert.Null(await app.Get<FindInvitation>().ExecuteAsync(first, default));
        Assert.NotNull(await app.Get<FindInvitation>().ExecuteAsync(second, default));
    }

    [Fact]
    public async Task LastOwner_DemotedOrRemoved_IsRefused()
    {
        await using var app = await TestApp.StartAsync(provider);
        var owner = app.CallerAs(Role.Owner);

        var demoted = await app.Get<ChangeRole>().ExecuteAsync(owner, owner.MemberId!.Value, Role.Admin, null, default);
        var removed = await app.Get<RemoveMember>().ExecuteAsync(owner, owner.MemberId.Value, default);

        Assert.IsType<LastOwner>(demoted.Error);
        Assert.IsType<LastOwner>(removed.Error);
    }

    [Fact]
    public async Task TwoOwners_RemoveEachOther_OneStays()
    {
        await using var app = await TestApp.StartAsync(provider);
        var one = app.CallerAs(Role.Owner);
        var two = await app.AddMemberAsync(Role.Owner, "Second owner");

        // Something was done in the workspace, as in every real one: it has an end of the chain to lock.
        await app.Get<AddMember>().ExecuteAsync(one, new MemberInput("grace@example.com", "Grace", Role.Viewer, Password), default);
        var results = await Task.WhenAll(new[] { (one, two), (two, one) }.Select(pair => Task.Run(async () =>
        {
            await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<RemoveMember>().ExecuteAsync(pair.Item1, pair.Item2.MemberId!.Value, default);
        })));

        Assert.Single(results, r => r.Ok);
        await using var db = app.Database.Read(one);
        Assert.Equal(1, await db.Members.CountAsync(m => m.Role == Role.Owner));
    }

    [Fact]
    public async Task ChangeRole_AdminTouchesOwner_IsForbidden()
    {
        await using var app = await TestApp.StartAsync(provider);
        var owner = app.CallerAs(Role.Owner).MemberId!.Value;
        var viewer = app.CallerAs(Role.Viewer).MemberId!.Value;

        Assert.IsType<NotAllowed>((await app.Get<ChangeRole>().ExecuteAsync(app.CallerAs(Role.Admin), owner, Role.Viewer, null, default)).Error);
        Assert.IsType<NotAllowed>((await app.Get<ChangeRole>().ExecuteAsync(app.CallerAs(Role.Admin), viewer, Role.Owner, null, default)).Error);
        Assert.IsType<NotAllowed>((await app.Get<RemoveMember>().ExecuteAsync(app.CallerAs(Role.Admin), owner, default)).Error);
    }

    [Fact]
    public async Task ChangeRole_StaleVersionOrForeignMember_IsRefused()
    {
        await using var app = await TestApp.StartAsync(provider);
        var stranger = await app.AddMemberAsync(Role.Viewer, "Stranger", await app.AddWorkspaceAsync("other"));
        var owner = app.CallerAs(Role.Owner);

        Assert.IsType<StaleVersion>((await app.Get<ChangeRole>().ExecuteAsync(owner, app.CallerAs(Role.Viewer).MemberId!.Value, Role.Author, 99, default)).Error);
        Assert.IsType<NotFound>((await app.Get<ChangeRole>().ExecuteAsync(owner, stranger.MemberId!.Value, Role.Author, null, default)).Error);
    }

    private static Acceptance New(string name) => new(null, name, Password, null, null);

    private static async Task<string> InviteAsync(TestApp app, string email) =>
        (await app.Get<AddMember>().ExecuteAsync(app.CallerAs(Role.Owner), new MemberInput(email, "Somebody", Role.Author), default)).Value.Secret!;
}

public sealed class SqliteMemberTests() : MemberTests(DatabaseProvider.Sqlite);

public sealed class PostgresMemberTests() : MemberTests(DatabaseProvider.Postgres);
