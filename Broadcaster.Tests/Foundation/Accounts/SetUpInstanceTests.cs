using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Foundation.Accounts;

public abstract class SetUpInstanceTests(DatabaseProvider provider)
{
    private const string Token = "brc_0123456789abcdefghijklmnopqrstuvwxyzABCD";

    private static readonly SetUpRequest Request = new("ada@example.com", "Ada Byron", "correct horse battery", "Acme News", "Europe/Berlin");

    [Fact]
    public async Task Execute_EmptyDatabase_MakesAdministratorWorkspaceAndSite()
    {
        await using var app = await StartEmptyAsync();

        var made = await app.Get<SetUpInstance>().ExecuteAsync(Request, default);

        Assert.True(made.Ok, made.Error?.Message);
        Assert.Equal("acme-news", made.Value.WorkspaceSlug);
        await using var db = app.Database.Read(made.Value);
        Assert.True((await db.Users.SingleAsync()).IsInstanceAdmin);
        Assert.Equal(Role.Owner, (await db.Members.SingleAsync()).Role);
        Assert.Equal(("site", "{}"), await db.Channels.Select(c => new ValueTuple<string, string>(c.Connector, c.Settings)).SingleAsync());
        Assert.Equal("workspace.created", (await db.AuditEntries.SingleAsync()).Action);
    }

    [Fact]
    public async Task Execute_AtTheSameTime_OneWins()
    {
        await using var app = await StartEmptyAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<SetUpInstance>()
                .ExecuteAsync(Request with { Email = $"ada{i}@example.com", WorkspaceName = $"Acme {i}" }, default);
        })));

        Assert.Single(results, r => r.Ok);
        Assert.All(results.Where(r => !r.Ok), r => Assert.IsType<AlreadySetUp>(r.Error));
        await using var db = app.Database.OpenUnscoped();
        Assert.Equal(1, await db.Users.CountAsync());
    }

    [Fact]
    public async Task Execute_BadInput_NamesEachField()
    {
        await using var app = await StartEmptyAsync();

        var made = await app.Get<SetUpInstance>().ExecuteAsync(new SetUpRequest("x", "", "short", "", "Europe/Nowhere", "Not A Slug", "brc_short"), default);

        Assert.Equal(["apiToken", "email", "name", "password", "slug", "timeZone", "workspaceName"], made.Error!.Fields.Keys.Order());
    }

    [Fact]
    public async Task Bootstrap_NoUserYet_MakesThemWithTheToken()
    {
        await using var app = await StartEmptyAsync();

        await BootstrapAsync(app, new BootstrapOptions { AdminEmail = "ada@example.com", AdminPassword = "correct horse battery", ApiToken = Token });

        var caller = await app.Get<TokenDirectory>().FindAsync(Token, default);
        Assert.Equal(("main", Role.Owner), (caller!.WorkspaceSlug, caller.Role));
    }

    [Theory]
    [InlineData(null, "correct horse battery", "main", Token, "Bootstrap:AdminEmail")]
    [InlineData("ada@example.com", null, "main", Token, "Bootstrap:AdminPassword")]
    [InlineData("not an address", "correct horse battery", "main", Token, "Bootstrap:AdminEmail")]
    [InlineData("ada@example.com", "short", "main", Token, "Bootstrap:AdminPassword")]
    [InlineData("ada@example.com", "correct horse battery", "Not a slug", Token, "Bootstrap:Workspace")]
    [InlineData("ada@example.com", "correct horse battery", "main", "brc_tooshort", "Bootstrap:ApiToken")]
    [InlineData("ada@example.com", "correct horse battery", "main", "0123456789abcdefghijklmnopqrstuvwxyzABCD", "Bootstrap:ApiToken")]
    public async Task Bootstrap_WrongValue_StopsWithItsKey(string? email, string? password, string workspace, string token, string key)
    {
        await using var app = await StartEmptyAsync();

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            BootstrapAsync(app, new BootstrapOptions { AdminEmail = email, AdminPassword = password, Workspace = workspace, ApiToken = token }));

        Assert.StartsWith(key, Assert.Single(wrong.Failures), StringComparison.Ordinal);
        await using var db = app.Database.OpenUnscoped();
        Assert.False(await db.Users.AnyAsync());
    }

    [Fact]
    public async Task Bootstrap_UsersExist_IsIgnoredHoweverWrong()
    {
        await using var app = await TestApp.StartAsync(provider);
        await using var db = app.Database.OpenUnscoped();
        var before = await db.Users.CountAsync();

        await BootstrapAsync(app, new BootstrapOptions { AdminEmail = "nonsense", AdminPassword = "x", ApiToken = Token });

        Assert.Equal(before, await db.Users.CountAsync());
        Assert.Null(await app.Get<TokenDirectory>().FindAsync(Token, default));
    }

    private static Task BootstrapAsync(TestApp app, BootstrapOptions options) =>
        new BootstrapInstance(app.Get<SetUpInstance>(), app.Get<InstanceState>(), Options.Create(options)).ExecuteAsync(default);

    private async Task<TestApp> StartEmptyAsync()
    {
        var app = await TestApp.StartAsync(provider);
        await using var db = app.Database.OpenUnscoped();
        await db.Members.IgnoreQueryFilters([Filters.Workspace]).ExecuteDeleteAsync();
        await db.Users.ExecuteDeleteAsync();
        await db.Workspaces.ExecuteDeleteAsync();
        return app;
    }
}

public sealed class SqliteSetUpInstanceTests() : SetUpInstanceTests(DatabaseProvider.Sqlite);

public sealed class PostgresSetUpInstanceTests() : SetUpInstanceTests(DatabaseProvider.Postgres);
