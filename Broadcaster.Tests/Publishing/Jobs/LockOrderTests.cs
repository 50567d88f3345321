using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Tests.Support;
using Npgsql;

namespace Broadcaster.Tests.Publishing.Jobs;

/// <summary>People change pieces and jobs at the moment at which the engine does: on PostgreSQL the two must not wait for each other.</summary>
public sealed class LockOrderTests : IAsyncLifetime
{
    private TestApp app = null!;
    private Channel channel = null!;
    private ContentItem piece = null!;
    private PublishJob job = null!;

    private Caller Editor => app.CallerAs(Role.Editor);

    public async Task InitializeAsync()
    {
        app = await TestApp.StartAsync(DatabaseProvider.Postgres, new FakeTime());
        channel = await app.AddChannelAsync();
        piece = await app.AddContentAsync(state: ContentState.Scheduled, channels: [channel]);
        job = await app.AddJobAsync(channel, piece);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Edit_WhileTheEngineHasTheJobAndWantsThePiece_WaitsAndIsRefused()
    {
        await using var engine = await app.Get<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await engine.BeginTransactionAsync();
        await RunAsync(engine, "UPDATE publish_jobs SET status = 'running', attempt = attempt + 1 WHERE id = $1", job.Id);
        var edit = app.Get<UnscheduleContent>().ExecuteAsync(Editor, piece.Id, default);
        await SomebodyWaitsAsync();

        await RunAsync(engine, "UPDATE contents SET state = 'publishing', version = version + 1 WHERE id = $1", piece.Id);
        await transaction.CommitAsync();

        Assert.IsType<ContentGoingOut>((await edit).Error);
        Assert.Equal(JobStatus.Running, (await app.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task Cancel_WhileAnEditHasTheTrailAndWantsTheJob_WaitsForIt()
    {
        await using var edit = await app.Get<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await edit.BeginTransactionAsync();
        await RunAsync(edit, "INSERT INTO audit_heads (workspace_id, sequence, hash) VALUES ($1, 0, '') ON CONFLICT (workspace_id) DO UPDATE SET hash = audit_heads.hash", app.Workspace.Id);
        var cancel = app.Get<CancelJob>().ExecuteAsync(Editor, job.Id, default);
        await SomebodyWaitsAsync();

        await RunAsync(edit, "SELECT 1 FROM publish_jobs WHERE id = $1 FOR UPDATE", job.Id);
        await RunAsync(edit, "SELECT 1 FROM contents WHERE id = $1 FOR UPDATE", piece.Id);
        await transaction.RollbackAsync();

        Assert.True((await cancel).Ok);
    }

    [Theory]
    [InlineData("40P01")]
    [InlineData("40001")]
    public async Task Save_TurnedAwayByTheDatabase_IsTriedAgainAndAuditedOnce(string state)
    {
        await FailFirstAsync(state, times: 1);
        var told = new List<string>();
        app.Get<Core.Foundation.Live.LiveFeed>().Published += e => told.Add(e.Type);

        var unscheduled = await app.Get<UnscheduleContent>().ExecuteAsync(Editor, piece.Id, default);

        Assert.True(unscheduled.Ok);
        Assert.Equal((JobStatus.Cancelled, ContentState.Approved), ((await app.JobAsync(job.Id)).Status, await app.StateAsync(piece.Id)));
        Assert.Equal(piece.Version + 1, (await app.FindContentAsync(piece.Id))!.Version);
        Assert.Single(told, t => t == "content.updated");
        Assert.Equal(1L, await ScalarAsync("SELECT count(*) FROM audit_entries WHERE action = 'content.unscheduled'"));
        Assert.Equal(await ScalarAsync("SELECT max(sequence) FROM audit_entries"), await ScalarAsync("SELECT max(sequence) FROM audit_heads"));
    }

    [Fact]
    public async Task Save_TurnedAwayAgainAndAgain_GivesUp()
    {
        await FailFirstAsync("40P01", times: 50);

        await Assert.ThrowsAnyAsync<Exception>(() => app.Get<UnscheduleContent>().ExecuteAsync(Editor, piece.Id, default));

        Assert.Equal(JobStatus.Queued, (await app.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task EditsAndTheEngine_AllAtOnce_NobodyFails()
    {
        var ledger = app.Get<ILedger>();
        for (var round = 0; round < 12; round++)
        {
            var contents = new List<ContentItem>();
            for (var i = 0; i < 6; i++)
            {
                var next = await app.AddContentAsync(state: ContentState.Scheduled, channels: [channel]);
                await app.AddJobAsync(channel, next);
                contents.Add(next);
            }

            var now = app.Clock.GetUtcNow();
            var claimed = await ledger.ClaimAsync([new ChannelQuota(channel.Id, 3)], "node", now, now.AddSeconds(30), default);
            var people = contents.Select(c => app.Get<UnscheduleContent>().ExecuteAsync(Editor, c.Id, default)).ToList();
            var cancels = claimed.Select(j => app.Get<CancelJob>().ExecuteAsync(Editor, j.Id, default)).ToList();
            await ledger.BeginAsync([.. claimed.Select(j => new Intent(j, "hash", now, now))], "node", now, default);
            await Task.WhenAll(cancels);
            Assert.All(await Task.WhenAll(people), p => Assert.True(p.Ok || p.Error is ContentGoingOut or IllegalMove or StaleVersion));
        }
    }

    // Stands for a deadlock that this transaction was chosen to lose; a sequence is not rolled back.
    private Task<object?> FailFirstAsync(string state, int times) => ScalarAsync(
        $"""
        CREATE SEQUENCE turned_away;
        CREATE FUNCTION turn_away() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF nextval('turned_away') <= {times} THEN RAISE EXCEPTION 'turned away' USING ERRCODE = '{state}'; END IF; RETURN NEW; END $$;
        CREATE TRIGGER turn_away BEFORE UPDATE ON contents FOR EACH ROW EXECUTE FUNCTION turn_away();
        """);

    private Task SomebodyWaitsAsync() => Eventually.TrueAsync(
        async () => await ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is > 0L,
        () => "Nobody ever waited for the lock.");

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = app.Get<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, Guid id)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await command.ExecuteNonQueryAsync();
    }
}
