using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Foundation.Accounts;

public sealed class CheckPasswordTests
{
    private const string Email = "grace@example.com";
    private const string Password = "seven green bottles";

    [Fact]
    public async Task Execute_RightPassword_IsTheUser()
    {
        await using var app = await StartAsync();

        Assert.Equal("Grace Hopper", (await TryAsync(app, Password)).Value.DisplayName);
    }

    [Fact]
    public async Task Execute_FiveFailures_LocksForTenMinutes()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 4; i++)
        {
            Assert.IsType<WrongCredentials>((await TryAsync(app, "wrong")).Error);
        }

        Assert.IsType<AccountLocked>((await TryAsync(app, "wrong")).Error);
        Assert.IsType<AccountLocked>((await TryAsync(app, Password)).Error);
        app.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await TryAsync(app, Password)).Ok);
        var trail = await app.Get<AuditQueries>().ListAsync(app.CallerAs(Role.Owner), new AuditFilter(Action: "account.locked"), new PageRequest(), default);
        Assert.Equal("Grace Hopper", Assert.Single(trail.Value.Items).ActorName);
    }

    [Fact]
    public async Task Execute_SuccessInBetween_CountsAnew()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 4; i++)
        {
            await TryAsync(app, "wrong");
        }

        Assert.True((await TryAsync(app, Password)).Ok);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<WrongCredentials>((await TryAsync(app, "wrong")).Error);
    }

    [Fact]
    public async Task Execute_UnknownAddress_AnswersAsForAKnownOne()
    {
        await using var app = await StartAsync();
        var known = new List<string>();
        var unknown = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            known.Add((await TryAsync(app, "wrong")).Error!.Code);
            unknown.Add((await TryAsync(app, "wrong", "nobody@example.com")).Error!.Code);
        }

        Assert.Equal(known, unknown);
        Assert.Equal("signin.locked", unknown[^1]);
    }

    [Fact]
    public async Task Execute_TooManyTriesInAMinute_SaysHowLongToWait()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < SignInAttempts.AMinutePerAccount; i++)
        {
            await TryAsync(app, Password);
        }

        app.Time.Advance(TimeSpan.FromSeconds(20));
        var refused = Assert.IsType<TooManySignIns>((await TryAsync(app, Password)).Error);
        Assert.Equal(TimeSpan.FromSeconds(40), refused.Wait);
        app.Time.Advance(refused.Wait);
        Assert.True((await TryAsync(app, Password)).Ok);
    }

    [Fact]
    public async Task ChangePassword_WrongOrWeak_IsRefusedUnderItsField()
    {
        await using var app = await StartAsync();
        var user = (await TryAsync(app, Password)).Value;
        var change = app.Get<ChangePassword>();

        Assert.Contains("currentPassword", (await change.ExecuteAsync(user.Id, "wrong", "eight red lanterns", null, default)).Error!.Fields.Keys);
        Assert.Contains("newPassword", (await change.ExecuteAsync(user.Id, Password, "short", null, default)).Error!.Fields.Keys);
    }

    [Fact]
    public async Task ChangePassword_Done_OldOneIsWorthlessAndSessionsEnd()
    {
        await using var app = await StartAsync();
        var before = (await TryAsync(app, Password)).Value;

        var changed = (await app.Get<ChangePassword>().ExecuteAsync(before.Id, Password, "eight red lanterns", null, default)).Value;

        Assert.NotEqual(before.SecurityStamp, changed.SecurityStamp);
        Assert.IsType<WrongCredentials>((await TryAsync(app, Password)).Error);
        Assert.True((await TryAsync(app, "eight red lanterns")).Ok);
    }

    [Theory]
    [InlineData("short", false)]
    [InlineData("aaaaaaaaaaaa", false)]
    [InlineData("password123", false)]
    [InlineData("grace2026!", false)]
    [InlineData("Hopper-1906", false)]
    [InlineData("grace likes long passphrases", true)]
    [InlineData("correct horse battery", true)]
    public void Problem_Password_GoodOrNot(string password, bool good) =>
        Assert.Equal(good, PasswordRules.Problem(password, "grace@example.com", "Grace Hopper") is null);

    private static Task<Result<User>> TryAsync(TestApp app, string password, string email = Email) =>
        app.Get<CheckPassword>().ExecuteAsync(email, password, "192.0.2.1", default);

    private static async Task<TestApp> StartAsync()
    {
        var app = await TestApp.StartAsync();
        var added = await app.Get<AddMember>().ExecuteAsync(app.CallerAs(Role.Owner), new MemberInput(Email, "Grace Hopper", Role.Editor, Password), default);
        Assert.True(added.Ok, added.Error?.Message);
        return app;
    }
}
