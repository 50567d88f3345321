using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Foundation.Accounts;

public sealed class PasswordLinkTests
{
    private const string Email = "grace@example.com";
    private const string Old = "seven green bottles";
    private const string New = "eight red lanterns";

    [Fact]
    public async Task Reset_WithTheLink_NewPasswordAndNoLockOut()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < CheckPassword.FailuresAllowed; i++)
        {
            await SignInAsync(app, "wrong");
        }

        Assert.IsType<AccountLocked>((await SignInAsync(app, Old)).Error);
        var link = await MakeAsync(app);

        var set = await app.Get<ResetPassword>().ExecuteAsync(link.Secret, New, "192.0.2.1", default);

        Assert.True(set.Ok, set.Error?.Message);
        Assert.True((await SignInAsync(app, New)).Ok);
        Assert.IsType<WrongCredentials>((await SignInAsync(app, Old)).Error);
        var trail = await app.Get<AuditQueries>().ListAsync(app.CallerAs(Role.Owner), new AuditFilter(), new PageRequest(), default);
        Assert.Contains("member.password_link_made", trail.Value.Items.Select(e => e.Action));
        Assert.Contains("account.password_reset", trail.Value.Items.Select(e => e.Action));
    }

    [Fact]
    public async Task Reset_SecondUse_IsGone()
    {
        await using var app = await StartAsync();
        var link = await MakeAsync(app);
        await app.Get<ResetPassword>().ExecuteAsync(link.Secret, New, null, default);

        Assert.Null(await app.Get<ResetPassword>().FindAsync(link.Secret, default));
        Assert.IsType<PasswordLinkGone>((await app.Get<ResetPassword>().ExecuteAsync(link.Secret, "nine blue kettles", null, default)).Error);
        Assert.True((await SignInAsync(app, New)).Ok);
    }

    [Fact]
    public async Task Reset_AfterADayOrMadeUp_IsGone()
    {
        await using var app = await StartAsync();
        var link = await MakeAsync(app);
        Assert.Equal(Email, (await app.Get<ResetPassword>().FindAsync(link.Secret, default))?.Email);

        app.Time.Advance(PasswordLinks.WorksFor);

        Assert.IsType<PasswordLinkGone>((await app.Get<ResetPassword>().ExecuteAsync(link.Secret, New, null, default)).Error);
        Assert.IsType<PasswordLinkGone>((await app.Get<ResetPassword>().ExecuteAsync("nonsense", New, null, default)).Error);
    }

    [Fact]
    public async Task Reset_WeakPassword_NamesTheFieldAndKeepsTheLink()
    {
        await using var app = await StartAsync();
        var link = await MakeAsync(app);

        Assert.Contains("password", (await app.Get<ResetPassword>().ExecuteAsync(link.Secret, "short", null, default)).Error!.Fields.Keys);
        Assert.True((await app.Get<ResetPassword>().ExecuteAsync(link.Secret, New, null, default)).Ok);
    }

    [Fact]
    public async Task Make_SomebodyOfAnotherWorkspaceToo_OnlyByAnInstanceAdministrator()
    {
        await using var app = await StartAsync();
        var grace = await MemberAsync(app);
        var other = await app.AddWorkspaceAsync("other");
        await app.AddAsync(new Member { Id = Guid.CreateVersion7(), WorkspaceId = other.Id, UserId = grace.UserId, Role = Role.Viewer, CreatedAt = app.Time.GetUtcNow() });
        var owner = app.CallerAs(Role.Owner);

        Assert.Equal(ErrorKind.Forbidden, (await app.Get<MakePasswordLink>().ExecuteAsync(owner, grace.Id, default)).Error?.Kind);
        await using (var db = app.Database.OpenUnscoped())
        {
            await db.Users.Where(u => u.Id == owner.UserId).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsInstanceAdmin, true));
        }

        Assert.True((await app.Get<MakePasswordLink>().ExecuteAsync(owner, grace.Id, default)).Ok);
    }

    [Fact]
    public async Task Make_RoleMayNot_IsForbidden()
    {
        await using var app = await StartAsync();
        var owner = app.CallerAs(Role.Owner).MemberId!.Value;

        Assert.Equal(ErrorKind.Forbidden, (await app.Get<MakePasswordLink>().ExecuteAsync(app.CallerAs(Role.Editor), (await MemberAsync(app)).Id, default)).Error?.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await app.Get<MakePasswordLink>().ExecuteAsync(app.CallerAs(Role.Admin), owner, default)).Error?.Kind);
    }

    private static async Task<PasswordLink> MakeAsync(TestApp app)
    {
        var made = await app.Get<MakePasswordLink>().ExecuteAsync(app.CallerAs(Role.Admin), (await MemberAsync(app)).Id, default);
        Assert.True(made.Ok, made.Error?.Message);
        return made.Value;
    }

    private static async Task<Member> MemberAsync(TestApp app)
    {
        await using var db = app.Database.Read(app.Workspace.Id);
        return await db.Members.FirstAsync(m => m.User!.Email == Email);
    }

    private static Task<Result<User>> SignInAsync(TestApp app, string password) => app.Get<CheckPassword>().ExecuteAsync(Email, password, "192.0.2.1", default);

    private static async Task<TestApp> StartAsync()
    {
        var app = await TestApp.StartAsync();
        var added = await app.Get<AddMember>().ExecuteAsync(app.CallerAs(Role.Owner), new MemberInput(Email, "Grace Hopper", Role.Editor, Old), default);
        Assert.True(added.Ok, added.Error?.Message);
        return app;
    }
}
