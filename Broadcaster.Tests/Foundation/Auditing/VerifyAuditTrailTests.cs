using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Foundation.Auditing;

public abstract class VerifyAuditTrailTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Execute_Untouched_IsIntact()
    {
        await using var app = await StartAsync();

        Assert.Equal(new AuditVerification(true, 5, null, null), await VerifyAsync(app));
    }

    [Fact]
    public async Task Execute_EntryChanged_NamesIt()
    {
        await using var app = await StartAsync();
        await TamperAsync(app, "UPDATE audit_entries SET actor_name = 'Nobody' WHERE sequence = 3");

        var found = await VerifyAsync(app);

        Assert.Equal((false, 2L, 3L), (found.Intact, found.Entries, found.FirstBroken!.Value));
    }

    [Fact]
    public async Task Execute_EntryGoneInTheMiddle_NamesIt()
    {
        await using var app = await StartAsync();
        await TamperAsync(app, "DELETE FROM audit_entries WHERE sequence = 2");

        Assert.Equal(2, (await VerifyAsync(app)).FirstBroken);
    }

    [Fact]
    public async Task Execute_NewestEntriesGone_IsNoticed()
    {
        await using var app = await StartAsync();
        await TamperAsync(app, "DELETE FROM audit_entries WHERE sequence > 3");

        Assert.Equal(4, (await VerifyAsync(app)).FirstBroken);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor_name = 'Nobody'")]
    [InlineData("DELETE FROM audit_entries")]
    public async Task Database_EntryChangedOrDeleted_Refuses(string sql)
    {
        await using var app = await StartAsync();
        await using var db = app.Database.OpenUnscoped();

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql));

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_EntryChanged_Throws()
    {
        await using var app = await StartAsync();
        await using var db = app.Database.OpenUnscoped();
        db.AuditEntries.Remove(await db.AuditEntries.IgnoreQueryFilters([Filters.Workspace]).FirstAsync());

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
    }

    [Fact]
    public async Task List_Filters_FindWhatTheySay()
    {
        await using var app = await StartAsync();
        var owner = app.CallerAs(Role.Owner);
        async Task<int> Count(AuditFilter filter) => (await app.Get<AuditQueries>().ListAsync(owner, filter, new PageRequest(), default)).Value.Total;
        var now = app.Clock.GetUtcNow();

        Assert.Equal(5, await Count(new AuditFilter()));
        Assert.Equal(5, await Count(new AuditFilter(Actor: "oWNER")));
        Assert.Equal(0, await Count(new AuditFilter(Actor: "%")));
        Assert.Equal(5, await Count(new AuditFilter(Actor: owner.UserId.ToString())));
        Assert.Equal(5, await Count(new AuditFilter(Action: "member")));
        Assert.Equal(5, await Count(new AuditFilter(Action: "member.invited")));
        Assert.Equal(0, await Count(new AuditFilter(Action: "mem")));
        Assert.Equal(5, await Count(new AuditFilter(Subject: "invitation")));
        Assert.Equal(0, await Count(new AuditFilter(Subject: "channel")));
        Assert.Equal(0, await Count(new AuditFilter(From: now.AddSeconds(1))));
        Assert.Equal(0, await Count(new AuditFilter(To: now)));
        Assert.IsType<NotAllowed>((await app.Get<AuditQueries>().ListAsync(app.CallerAs(Role.Editor), new AuditFilter(), new PageRequest(), default)).Error);
    }

    private static async Task<AuditVerification> VerifyAsync(TestApp app) =>
        (await app.Get<VerifyAuditTrail>().ExecuteAsync(app.CallerAs(Role.Admin), default)).Value;

    // Somebody who has the database for themselves.
    private async Task TamperAsync(TestApp app, string sql)
    {
        await using var db = app.Database.OpenUnscoped();
        string[] statements = provider == DatabaseProvider.Sqlite
            ? ["DROP TRIGGER audit_entries_no_update", "DROP TRIGGER audit_entries_no_delete", sql]
            : ["DROP TRIGGER audit_entries_append_only ON audit_entries", sql];
        foreach (var statement in statements)
        {
            await db.Database.ExecuteSqlRawAsync(statement);
        }
    }

    private async Task<TestApp> StartAsync()
    {
        var app = await TestApp.StartAsync(provider);
        for (var i = 0; i < 5; i++)
        {
            await app.Get<AddMember>().ExecuteAsync(app.CallerAs(Role.Owner), new MemberInput($"guest{i}@example.com", "Guest", Role.Viewer), default);
        }

        return app;
    }
}

public sealed class SqliteVerifyAuditTrailTests() : VerifyAuditTrailTests(DatabaseProvider.Sqlite);

public sealed class PostgresVerifyAuditTrailTests() : VerifyAuditTrailTests(DatabaseProvider.Postgres);
