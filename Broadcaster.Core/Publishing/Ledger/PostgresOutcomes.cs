using Broadcaster.Core.Foundation.Common;
using Npgsql;
using NpgsqlTypes;
using static Broadcaster.Core.Publishing.Ledger.PostgresLedger;

namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>The commands of one outcome batch on PostgreSQL.</summary>
internal static class PostgresOutcomes
{
    public static NpgsqlBatchCommand Jobs(IReadOnlyList<OutcomeWrite> outcomes, string node)
    {
        var command = new NpgsqlBatchCommand(PostgresSql.CompleteJobs);
        var p = command.Parameters;
        p.Add(Array(outcomes.Select(o => o.JobId), NpgsqlDbType.Uuid));
        p.Add(Array(outcomes.Select(o => o.Attempt), NpgsqlDbType.Integer));
        p.Add(Texts(outcomes.Select(o => SnakeCase.Of(o.Source))));
        p.Add(Array(outcomes.Select(o => o.Transition.Definite), NpgsqlDbType.Boolean));
        p.Add(Texts(outcomes.Select(o => SnakeCase.Of(o.Transition.Status))));
        p.Add(Array(outcomes.Select(o => o.Transition.NextAttemptAt?.UtcDateTime), NpgsqlDbType.TimestampTz));
        p.Add(Array(outcomes.Select(o => o.Transition.Failures), NpgsqlDbType.Integer));
        p.Add(Array(outcomes.Select(o => o.Transition.LookUps), NpgsqlDbType.Integer));
        p.Add(Texts(outcomes.Select(o => o.Transition.PendingHandle)));
        p.Add(Texts(outcomes.Select(o => o.Transition.ErrorKind)));
        p.Add(Texts(outcomes.Select(o => o.Transition.ErrorMessage)));
        p.Add(Texts(outcomes.Select(o => o.Transition.ErrorHint)));
        p.Add(Array(outcomes.Select(o => o.Transition.ErrorHttpStatus), NpgsqlDbType.Integer));
        p.Add(Texts(outcomes.Select(o => o.Transition.ErrorField)));
        p.Add(Array(outcomes.Select(o => o.Transition.ResendUnknown), NpgsqlDbType.Boolean));
        p.Add(Array(outcomes.Select(o => o.At.UtcDateTime), NpgsqlDbType.TimestampTz));
        p.Add(Array(outcomes.Select(o => o.Transition.Ends), NpgsqlDbType.Boolean));
        p.Add(Array(outcomes.Select(o => o.Delivery is not null), NpgsqlDbType.Boolean));
        p.Add(Texts(outcomes.Select(o => o.Delivery?.ExternalId)));
        p.Add(Texts(outcomes.Select(o => o.Delivery?.Permalink)));
        p.Add(Texts(outcomes.Select(o => o.Delivery?.Response)));
        p.Add(Texts(outcomes.Select(o => o.Delivery?.Evidence)));
        p.Add(Array(outcomes.Select(o => o.StartedAt?.UtcDateTime), NpgsqlDbType.TimestampTz));
        p.Add(Array(outcomes.Select(o => o.Progress?.Percent), NpgsqlDbType.Integer));
        p.Add(Array(outcomes.Select(o => o.Progress?.CompletedSteps), NpgsqlDbType.Integer));
        p.Add(Text(node));
        return command;
    }

    public static NpgsqlBatchCommand Attempts(IReadOnlyList<OutcomeWrite> outcomes)
    {
        var written = outcomes.Where(o => o.AttemptOutcome is not null).ToList();
        var command = new NpgsqlBatchCommand(PostgresSql.CompleteAttempts);
        var p = command.Parameters;
        p.Add(Array(written.Select(o => o.JobId), NpgsqlDbType.Uuid));
        p.Add(Array(written.Select(o => o.Attempt), NpgsqlDbType.Integer));
        p.Add(Array(written.Select(o => o.At.UtcDateTime), NpgsqlDbType.TimestampTz));
        p.Add(Texts(written.Select(o => o.AttemptOutcome)));
        p.Add(Texts(written.Select(o => o.AttemptError)));
        p.Add(Texts(written.Select(o => o.RequestsJson)));
        p.Add(Texts(written.Select(o => o.LogJson)));
        p.Add(Array(written.Select(o => o.NothingSent), NpgsqlDbType.Boolean));
        p.Add(Array(written.Select(o => o.Source == OutcomeSource.Recovery), NpgsqlDbType.Boolean));
        return command;
    }

    public static IEnumerable<NpgsqlBatchCommand> Contents(IReadOnlyList<OutcomeWrite> outcomes)
    {
        // In one order in every transaction, so that two nodes cannot wait for each other.
        var ids = outcomes.Where(o => !o.DryRun).Select(o => o.ContentId).Distinct().Order().ToArray();
        if (ids.Length == 0)
        {
            yield break;
        }

        var hold = new NpgsqlBatchCommand(PostgresSql.LockContents);
        hold.Parameters.Add(Array(ids, NpgsqlDbType.Uuid));
        yield return hold;
        var derive = new NpgsqlBatchCommand(PostgresSql.DeriveContents);
        derive.Parameters.Add(Array(ids, NpgsqlDbType.Uuid));
        derive.Parameters.Add(Time(outcomes[^1].At));
        yield return derive;
    }

    public static IEnumerable<NpgsqlBatchCommand> Channels(IReadOnlyList<OutcomeWrite> outcomes) =>
        outcomes.GroupBy(o => o.ChannelId).OrderBy(g => g.Key).SelectMany(g => ChannelSummary.Of(g).Select(said => Channel(g.Key, said))).OfType<NpgsqlBatchCommand>();

    private static NpgsqlBatchCommand? Channel(Guid id, ChannelSummary summary) => summary.Effect switch
    {
        ChannelEffect.Works works => Command(PostgresSql.ChannelWorks, id, Time(works.At), new NpgsqlParameter<bool> { TypedValue = works.Delivered }),
        ChannelEffect.Failed failed => Command(
            PostgresSql.ChannelFailed, id, Number(summary.Count), Text(failed.Problem), Time(summary.At), Number(Circuit.Threshold), Number((int)Circuit.OpenFor.TotalSeconds)),
        ChannelEffect.BackOff wait => Command(PostgresSql.ChannelBackOff, id, Time(wait.Until), Text(wait.Problem), Time(summary.At)),
        ChannelEffect.Reconnect refused => Command(PostgresSql.ChannelReconnect, id, Text(refused.Problem), Time(summary.At)),
        _ => null,
    };

    private static NpgsqlBatchCommand Command(string sql, Guid id, params NpgsqlParameter[] more)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        foreach (var parameter in more)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlParameter Number(int value) => new NpgsqlParameter<int> { TypedValue = value };
}
