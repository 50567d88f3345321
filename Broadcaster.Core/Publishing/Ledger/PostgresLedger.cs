using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
using Npgsql;
using NpgsqlTypes;

namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>The ledger on PostgreSQL: every statement takes arrays, so a batch is one round trip, prepared once a connection.</summary>
internal sealed class PostgresLedger(NpgsqlDataSource source) : ILedger
{
    public async Task<IReadOnlyList<DueChannel>> FindDueChannelsAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.FindDueChannels);
        command.Parameters.Add(Time(now));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<DueChannel>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(Channel(reader));
        }

        return found;
    }

    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(
        IReadOnlyList<ChannelQuota> quotas, string node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Claim);
        command.Parameters.Add(Array(quotas.Select(q => q.ChannelId), NpgsqlDbType.Uuid));
        command.Parameters.Add(Array(quotas.Select(q => q.Jobs), NpgsqlDbType.Integer));
        command.Parameters.Add(Time(now));
        command.Parameters.Add(Time(leaseUntil));
        command.Parameters.Add(Text(node));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var claimed = new List<ClaimedJob>();
        while (await reader.ReadAsync(ct))
        {
            claimed.Add(Job(reader, now));
        }

        return claimed;
    }

    public async Task<bool> TakeProbeAsync(Guid channelId, DateTimeOffset now, DateTimeOffset until, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.TakeProbe);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = channelId });
        command.Parameters.Add(Time(now));
        command.Parameters.Add(Time(until));
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    public async Task ReturnProbeAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.ReturnProbe);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = channelId });
        command.Parameters.Add(Time(until));
        command.Parameters.Add(Time(now));
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<IReadOnlyDictionary<Guid, Gate>> BeginAsync(IReadOnlyList<Intent> intents, string node, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(PostgresSql.Begin, connection);
        command.Parameters.Add(Array(intents.Select(i => i.Job.Id), NpgsqlDbType.Uuid));
        command.Parameters.Add(Array(intents.Select(i => i.Job.Attempt), NpgsqlDbType.Integer));
        command.Parameters.Add(Texts(intents.Select(i => i.RequestHash)));
        command.Parameters.Add(Array(intents.Select(i => i.StartedAt.UtcDateTime), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Array(intents.Select(i => i.SendStartedAt.UtcDateTime), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Text(node));
        command.Parameters.Add(Array(intents.Select(i => i.Probe), NpgsqlDbType.Boolean));
        command.Parameters.Add(Time(now));
        var gates = new Dictionary<Guid, Gate>(intents.Count);
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                gates[reader.GetGuid(0)] = reader.GetBoolean(1) ? Gate.Open : Gate.Held;
            }
        }

        return gates;
    }

    public async Task<IReadOnlySet<Guid>> CompleteAsync(IReadOnlyList<OutcomeWrite> outcomes, string node, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var moved = new HashSet<Guid>();
        var pieces = new Dictionary<Guid, ContentStandings>();
        var contentIds = outcomes.Where(o => !o.DryRun && (o.Action is JobAction.Publish or JobAction.Update)).Select(o => o.ContentId).Distinct().Order().ToArray();
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            var recovers = outcomes.Any(o => o.Source == OutcomeSource.Recovery);
            if (recovers)
            {
                var hold = new NpgsqlBatchCommand(PostgresSql.LockJobs);
                hold.Parameters.Add(Array(outcomes.Select(o => o.JobId), NpgsqlDbType.Uuid));
                batch.BatchCommands.Add(hold);
            }

            batch.BatchCommands.Add(PostgresOutcomes.Jobs(outcomes, node));
            batch.BatchCommands.Add(PostgresOutcomes.Attempts(outcomes));
            foreach (var command in contentIds.Length == 0 ? [] : PostgresOutcomes.Standings(contentIds))
            {
                batch.BatchCommands.Add(command);
            }

            await using var reader = await batch.ExecuteReaderAsync(ct);
            if (recovers)
            {
                await reader.NextResultAsync(ct);
            }

            while (await reader.ReadAsync(ct))
            {
                moved.Add(reader.GetGuid(0));
            }

            // To its end: what fails behind the first answer would go unnoticed otherwise, and with it that nothing was written.
            while (await reader.NextResultAsync(ct))
            {
                while (reader.FieldCount == StandingColumns && await reader.ReadAsync(ct))
                {
                    Add(pieces, reader);
                }
            }
        }

        await using (var rest = new NpgsqlBatch(connection, transaction))
        {
            var at = outcomes[^1].At;
            if (pieces.Values.Select(p => (Piece: p, To: p.Move())).Where(m => m.To is not null).Select(m => (m.Piece, m.To!.Value)).OrderBy(m => m.Piece.ContentId).ToList() is { Count: > 0 } moves)
            {
                rest.BatchCommands.Add(PostgresOutcomes.Move(moves, at));
            }

            if (outcomes.Where(o => o.Publication?.Seen == true && moved.Contains(o.JobId)).Select(o => o.PublicationId).ToList() is { Count: > 0 } seen)
            {
                rest.BatchCommands.Add(PostgresOutcomes.ReleaseFollowers(seen, at));
            }

            foreach (var channel in PostgresOutcomes.Channels(outcomes))
            {
                rest.BatchCommands.Add(channel);
            }

            if (rest.BatchCommands.Count > 0)
            {
                await rest.ExecuteNonQueryAsync(ct);
            }
        }

        await transaction.CommitAsync(ct);
        return moved;
    }

    private const int StandingColumns = 5;

    private static void Add(Dictionary<Guid, ContentStandings> pieces, NpgsqlDataReader row)
    {
        var id = row.GetGuid(0);
        if (!pieces.TryGetValue(id, out var piece))
        {
            pieces[id] = piece = new ContentStandings(id, SnakeCase.Parse<ContentState>(row.GetString(1)), !row.IsDBNull(2) && row.GetBoolean(2));
        }

        if (!row.IsDBNull(4))
        {
            piece.Add(new Standing(SnakeCase.Parse<Certainty>(row.GetString(3)), SnakeCase.Parse<JobStatus>(row.GetString(4))));
        }
    }

    public async Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyCollection<ClaimedJob> jobs, string node, DateTimeOffset leaseUntil, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Renew);
        command.Parameters.Add(Array(jobs.Select(j => j.Id), NpgsqlDbType.Uuid));
        command.Parameters.Add(Text(node));
        command.Parameters.Add(Time(leaseUntil));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var kept = new HashSet<Guid>();
        while (await reader.ReadAsync(ct))
        {
            var (id, attempt) = (reader.GetGuid(0), reader.GetInt32(1));
            if (jobs.Any(j => j.Id == id && j.Attempt == attempt))
            {
                kept.Add(id);
            }
        }

        return kept;
    }

    public async Task SaveProgressAsync(IReadOnlyCollection<JobProgress> progress, string node, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.SaveProgress);
        command.Parameters.Add(Array(progress.Select(p => p.JobId), NpgsqlDbType.Uuid));
        command.Parameters.Add(Array(progress.Select(p => p.Attempt), NpgsqlDbType.Integer));
        command.Parameters.Add(Array(progress.Select(p => p.Percent), NpgsqlDbType.Integer));
        command.Parameters.Add(Texts(progress.Select(p => p.Step)));
        command.Parameters.Add(Array(progress.Select(p => p.CompletedSteps), NpgsqlDbType.Integer));
        command.Parameters.Add(Array(progress.Select(p => p.TotalSteps), NpgsqlDbType.Integer));
        command.Parameters.Add(Text(node));
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task ReleaseAsync(IReadOnlyCollection<Guid> jobIds, string node, DateTimeOffset nextAttemptAt, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Release);
        command.Parameters.Add(Array(jobIds, NpgsqlDbType.Uuid));
        command.Parameters.Add(Text(node));
        command.Parameters.Add(Time(nextAttemptAt));
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<IReadOnlyList<DateTimeOffset>> UpcomingAsync(DateTimeOffset now, DateTimeOffset horizon, int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Upcoming);
        command.Parameters.Add(Time(now));
        command.Parameters.Add(Time(horizon));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var instants = new List<DateTimeOffset>();
        while (await reader.ReadAsync(ct))
        {
            instants.Add(Instant(reader, 0));
        }

        return instants;
    }

    private static DueChannel Channel(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetInt32(3),
        row.IsDBNull(4) ? null : row.GetInt32(4),
        row.GetBoolean(5));

    private static ClaimedJob Job(NpgsqlDataReader row, DateTimeOffset now) => new()
    {
        Id = row.GetGuid(0),
        WorkspaceId = row.GetGuid(1),
        ContentId = row.GetGuid(2),
        ChannelId = row.GetGuid(3),
        Attempt = row.GetInt32(4),
        Failures = row.GetInt32(5),
        MaxAttempts = row.GetInt32(6),
        RunAt = Instant(row, 7),
        ClaimedAt = now,
        Misfire = SnakeCase.TryParse<MisfirePolicy>(row.GetString(8), out var misfire) ? misfire : MisfirePolicy.Publish,
        DryRun = row.GetBoolean(9),
        ResendUnknown = row.GetBoolean(10),
        ContentHash = row.GetString(11),
        CorrelationId = row.GetString(12),
        StartedAt = Instant(row, 13),
        PublicationId = row.GetGuid(14),
        Action = SnakeCase.Parse<JobAction>(row.GetString(15)),
        Attempts = row.GetInt32(16),
        Overwrite = row.GetBoolean(17),
        FirstSentAt = row.IsDBNull(18) ? null : Instant(row, 18),
    };

    private static DateTimeOffset Instant(NpgsqlDataReader row, int column) => new(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    internal static NpgsqlParameter Time(DateTimeOffset value) => new NpgsqlParameter<DateTime> { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    internal static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = StorableText.Clean(value), NpgsqlDbType = NpgsqlDbType.Text };

    // One text that the database refuses would hold up everything that is written with it.
    internal static NpgsqlParameter Texts(IEnumerable<string?> values) => Array(values.Select(StorableText.Clean), NpgsqlDbType.Text);

    internal static NpgsqlParameter Array<T>(IEnumerable<T> values, NpgsqlDbType element) =>
        new NpgsqlParameter<T[]> { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | element };
}
