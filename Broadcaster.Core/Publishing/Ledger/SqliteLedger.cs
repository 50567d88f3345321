using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Data.Sqlite;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>The ledger on SQLite: one connection, one batch at a time, one commit a batch.</summary>
internal sealed class SqliteLedger(Database database) : ILedger, IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private SqliteStatements? statements;

    public Task<IReadOnlyList<DueChannel>> FindDueChannelsAsync(DateTimeOffset now, CancellationToken ct) => InTurnAsync<IReadOnlyList<DueChannel>>(
        sql =>
        {
            var found = new List<DueChannel>();
            using var reader = sql.Read(SqliteSql.FindDueChannels, null, ("@now", now));
            while (reader.Read())
            {
                found.Add(new DueChannel(
                    reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetInt32(4), reader.GetBoolean(5)));
            }

            return found;
        },
        ct);

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(
        IReadOnlyList<ChannelQuota> quotas, string node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) => InTurnAsync<IReadOnlyList<ClaimedJob>>(
        sql =>
        {
            using var transaction = sql.Begin();
            var claimed = new List<ClaimedJob>();
            foreach (var quota in quotas)
            {
                foreach (var (id, firstSentAt) in Due(sql, transaction, quota, now))
                {
                    using var reader = sql.Read(SqliteSql.Claim, transaction, ("@id", id), ("@node", node), ("@lease", leaseUntil), ("@now", now));
                    if (reader.Read())
                    {
                        claimed.Add(Job(reader, firstSentAt, now));
                    }
                }
            }

            transaction.Commit();
            return claimed;
        },
        ct);

    public Task<bool> TakeProbeAsync(Guid channelId, DateTimeOffset now, DateTimeOffset until, CancellationToken ct) =>
        InTurnAsync(sql => sql.Run(SqliteSql.TakeProbe, null, ("@id", channelId), ("@now", now), ("@until", until)) == 1, ct);

    public Task ReturnProbeAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        InTurnAsync(sql => sql.Run(SqliteSql.ReturnProbe, null, ("@id", channelId), ("@until", until), ("@now", now)), ct);

    public Task<IReadOnlyDictionary<Guid, Gate>> BeginAsync(IReadOnlyList<Intent> intents, string node, DateTimeOffset now, CancellationToken ct) => InTurnAsync<IReadOnlyDictionary<Guid, Gate>>(
        sql =>
        {
            using var transaction = sql.Begin();
            var gates = new Dictionary<Guid, Gate>(intents.Count);
            foreach (var intent in intents)
            {
                var job = intent.Job;
                using (var mine = sql.Read(SqliteSql.Mine, transaction, ("@id", job.Id), ("@attempt", job.Attempt), ("@node", node), ("@now", now), ("@probe", intent.Probe)))
                {
                    if (mine.Read())
                    {
                        gates[job.Id] = mine.GetBoolean(0) ? Gate.Open : Gate.Held;
                    }
                }

                if (gates.GetValueOrDefault(job.Id) != Gate.Open)
                {
                    continue;
                }

                sql.Run(
                    SqliteSql.WriteIntent, transaction,
                    ("@id", job.Id), ("@attempt", job.Attempt), ("@workspace", job.WorkspaceId), ("@node", node), ("@started", intent.StartedAt),
                    ("@sent", intent.SendStartedAt), ("@hash", intent.RequestHash), ("@correlation", job.CorrelationId));
                if (!job.DryRun && (job.Action is JobAction.Publish or JobAction.Update))
                {
                    sql.Run(SqliteSql.GoPublishing, transaction, ("@content", job.ContentId));
                }
            }

            transaction.Commit();
            return gates;
        },
        ct);

    public Task<IReadOnlySet<Guid>> CompleteAsync(IReadOnlyList<OutcomeWrite> outcomes, string node, CancellationToken ct) => InTurnAsync<IReadOnlySet<Guid>>(
        sql =>
        {
            using var transaction = sql.Begin();
            var moved = new HashSet<Guid>();
            foreach (var outcome in outcomes)
            {
                if (SqliteOutcomes.Complete(sql, transaction, outcome, node))
                {
                    moved.Add(outcome.JobId);
                }
            }

            foreach (var content in outcomes.Where(o => !o.DryRun && (o.Action is JobAction.Publish or JobAction.Update)).Select(o => o.ContentId).Distinct())
            {
                SqliteOutcomes.Move(sql, transaction, content, outcomes[^1].At);
            }

            foreach (var channel in outcomes.GroupBy(o => o.ChannelId))
            {
                foreach (var said in ChannelSummary.Of(channel))
                {
                    SqliteOutcomes.Tell(sql, transaction, channel.Key, said);
                }
            }

            transaction.Commit();
            return moved;
        },
        ct);

    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyCollection<ClaimedJob> jobs, string node, DateTimeOffset leaseUntil, CancellationToken ct) => InTurnAsync<IReadOnlySet<Guid>>(
        sql =>
        {
            using var transaction = sql.Begin();
            var kept = new HashSet<Guid>();
            foreach (var job in jobs)
            {
                if (sql.Run(SqliteSql.Renew, transaction, ("@id", job.Id), ("@attempt", job.Attempt), ("@node", node), ("@lease", leaseUntil)) == 1)
                {
                    kept.Add(job.Id);
                }
            }

            transaction.Commit();
            return kept;
        },
        ct);

    public Task SaveProgressAsync(IReadOnlyCollection<JobProgress> progress, string node, CancellationToken ct) => InTurnAsync(
        sql =>
        {
            using var transaction = sql.Begin();
            foreach (var p in progress)
            {
                sql.Run(
                    SqliteSql.SaveProgress, transaction,
                    ("@id", p.JobId), ("@attempt", p.Attempt), ("@percent", p.Percent), ("@step", p.Step), ("@completed", p.CompletedSteps), ("@total", p.TotalSteps), ("@node", node));
            }

            transaction.Commit();
            return true;
        },
        ct);

    public Task ReleaseAsync(IReadOnlyCollection<Guid> jobIds, string node, DateTimeOffset nextAttemptAt, CancellationToken ct) => InTurnAsync(
        sql =>
        {
            using var transaction = sql.Begin();
            foreach (var id in jobIds)
            {
                sql.Run(SqliteSql.Release, transaction, ("@id", id), ("@node", node), ("@next", nextAttemptAt));
            }

            transaction.Commit();
            return true;
        },
        ct);

    public Task<IReadOnlyList<DateTimeOffset>> UpcomingAsync(DateTimeOffset now, DateTimeOffset horizon, int limit, CancellationToken ct) => InTurnAsync<IReadOnlyList<DateTimeOffset>>(
        sql =>
        {
            var instants = new List<DateTimeOffset>();
            using var reader = sql.Read(SqliteSql.Upcoming, null, ("@now", now), ("@horizon", horizon), ("@limit", limit));
            while (reader.Read())
            {
                instants.Add(SqliteTime.FromMicroseconds(reader.GetInt64(0)));
            }

            return instants;
        },
        ct);

    public void Dispose()
    {
        statements?.Dispose();
        turn.Dispose();
    }

    private static List<(Guid Id, DateTimeOffset? FirstSentAt)> Due(SqliteStatements sql, SqliteTransaction transaction, ChannelQuota quota, DateTimeOffset now)
    {
        var due = new List<(Guid, DateTimeOffset?)>();
        using var reader = sql.Read(SqliteSql.FindDue, transaction, ("@channel", quota.ChannelId), ("@now", now), ("@jobs", quota.Jobs));
        while (reader.Read())
        {
            due.Add((reader.GetGuid(0), reader.IsDBNull(1) ? null : SqliteTime.FromMicroseconds(reader.GetInt64(1))));
        }

        return due;
    }

    private static ClaimedJob Job(SqliteDataReader row, DateTimeOffset? firstSentAt, DateTimeOffset now) => new()
    {
        Id = row.GetGuid(0),
        WorkspaceId = row.GetGuid(1),
        ContentId = row.GetGuid(2),
        ChannelId = row.GetGuid(3),
        Attempt = row.GetInt32(4),
        Failures = row.GetInt32(5),
        MaxAttempts = row.GetInt32(6),
        RunAt = SqliteTime.FromMicroseconds(row.GetInt64(7)),
        ClaimedAt = now,
        Misfire = SnakeCase.TryParse<MisfirePolicy>(row.GetString(8), out var misfire) ? misfire : MisfirePolicy.Publish,
        DryRun = row.GetBoolean(9),
        ResendUnknown = row.GetBoolean(10),
        ContentHash = row.GetString(11),
        CorrelationId = row.GetString(12),
        StartedAt = SqliteTime.FromMicroseconds(row.GetInt64(13)),
        PublicationId = row.GetGuid(14),
        Action = SnakeCase.Parse<JobAction>(row.GetString(15)),
        Attempts = row.GetInt32(16),
        Overwrite = row.GetBoolean(17),
        FirstSentAt = firstSentAt,
    };

    // SQLite's provider is synchronous underneath: the work leaves the caller's thread, and one batch runs at a time.
    private async Task<T> InTurnAsync<T>(Func<SqliteStatements, T> work, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            return await Task.Run(() => work(statements ??= Open()), ct);
        }
        catch (SqliteException)
        {
            // A connection that has failed once is not trusted again.
            statements?.Dispose();
            statements = null;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private SqliteStatements Open()
    {
        using var db = database.OpenUnscoped();
        var connection = new SqliteConnection(db.Database.GetConnectionString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = SqlitePragmas.Sql;
        command.ExecuteNonQuery();
        return new SqliteStatements(connection);
    }
}
