using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Settings;
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

    public async Task<IReadOnlySet<Guid>> BeginAsync(IReadOnlyList<Intent> intents, string node, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(PostgresSql.Begin, connection);
        command.Parameters.Add(Array(intents.Select(i => i.Job.Id), NpgsqlDbType.Uuid));
        command.Parameters.Add(Array(intents.Select(i => i.Job.Attempt), NpgsqlDbType.Integer));
        command.Parameters.Add(Texts(intents.Select(i => i.RequestHash)));
        command.Parameters.Add(Array(intents.Select(i => i.StartedAt.UtcDateTime), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Array(intents.Select(i => i.SendStartedAt.UtcDateTime), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Text(node));
        var accepted = new HashSet<Guid>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                accepted.Add(reader.GetGuid(0));
            }
        }

        return accepted;
    }

    public async Task<IReadOnlySet<Guid>> CompleteAsync(IReadOnlyList<OutcomeWrite> outcomes, string node, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        var recovers = outcomes.Any(o => o.Source == OutcomeSource.Recovery);
        if (recovers)
        {
            var hold = new NpgsqlBatchCommand(PostgresSql.LockJobs);
            hold.Parameters.Add(Array(outcomes.Select(o => o.JobId), NpgsqlDbType.Uuid));
            batch.BatchCommands.Add(hold);
        }

        batch.BatchCommands.Add(PostgresOutcomes.Jobs(outcomes, node));
        batch.BatchCommands.Add(PostgresOutcomes.Attempts(outcomes));
        foreach (var contents in PostgresOutcomes.Contents(outcomes))
        {
            batch.BatchCommands.Add(contents);
        }

        foreach (var channel in PostgresOutcomes.Channels(outcomes))
        {
            batch.BatchCommands.Add(channel);
        }

        // Sent as one with a single end, a batch is one transaction and one round trip: all of it or nothing.
        var moved = new HashSet<Guid>();
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
            continue;
        }

        return moved;
    }

    public async Task RenewAsync(IReadOnlyCollection<Guid> jobIds, string node, DateTimeOffset leaseUntil, CancellationToken ct)
    {
        await using var command = source.CreateCommand(PostgresSql.Renew);
        command.Parameters.Add(Array(jobIds, NpgsqlDbType.Uuid));
        command.Parameters.Add(Text(node));
        command.Parameters.Add(Time(leaseUntil));
        await command.ExecuteNonQueryAsync(ct);
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
        Misfire = Foundation.Common.SnakeCase.Parse<MisfirePolicy>(row.GetString(8)),
        DryRun = row.GetBoolean(9),
        ResendUnknown = row.GetBoolean(10),
        ContentHash = row.GetString(11),
        CorrelationId = row.GetString(12),
        StartedAt = Instant(row, 13),
        FirstSentAt = row.IsDBNull(14) ? null : Instant(row, 14),
    };

    private static DateTimeOffset Instant(NpgsqlDataReader row, int column) => new(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    internal static NpgsqlParameter Time(DateTimeOffset value) => new NpgsqlParameter<DateTime> { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    internal static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = StorableText.Clean(value), NpgsqlDbType = NpgsqlDbType.Text };

    // One text that the database refuses would hold up everything that is written with it.
    internal static NpgsqlParameter Texts(IEnumerable<string?> values) => Array(values.Select(StorableText.Clean), NpgsqlDbType.Text);

    internal static NpgsqlParameter Array<T>(IEnumerable<T> values, NpgsqlDbType element) =>
        new NpgsqlParameter<T[]> { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | element };
}
