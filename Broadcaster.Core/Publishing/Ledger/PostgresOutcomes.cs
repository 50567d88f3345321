using Broadcaster.Core.Authoring.Content.Workflow;
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
        p.Add(Array(outcomes.Select(o => o.StartedAt?.UtcDateTime), NpgsqlDbType.TimestampTz));
        p.Add(Array(outcomes.Select(o => o.Progress?.Percent), NpgsqlDbType.Integer));
        p.Add(Array(outcomes.Select(o => o.Progress?.CompletedSteps), NpgsqlDbType.Integer));
        p.Add(Array(outcomes.Select(o => o.Counts), NpgsqlDbType.Boolean));
        p.Add(Array(outcomes.Select(o => o.Publication is { Says: true }), NpgsqlDbType.Boolean));
        p.Add(Texts(outcomes.Select(o => o.Publication?.Certainty is { } certainty ? SnakeCase.Of(certainty) : null)));
        p.Add(Texts(outcomes.Select(o => o.Publication?.Evidence)));
        p.Add(Array(outcomes.Select(o => o.Publication?.SentAt?.UtcDateTime), NpgsqlDbType.TimestampTz));
        p.Add(Array(outcomes.Select(o => o.Publication?.Delivery is not null), NpgsqlDbType.Boolean));
        p.Add(Texts(outcomes.Select(o => o.Publication?.Delivery?.ExternalId)));
        p.Add(Texts(outcomes.Select(o => o.Publication?.Delivery?.Permalink)));
        p.Add(Texts(outcomes.Select(o => o.Publication?.Delivery?.Response)));
        p.Add(Texts(outcomes.Select(o => o.Publication?.Delivery?.PlatformVersion)));
        p.Add(Texts(outcomes.Select(o => o.Publication?.Delivery?.ContentHash)));
        p.Add(Array(outcomes.Select(o => o.Publication?.Seen), NpgsqlDbType.Boolean));
        p.Add(Array(outcomes.Select(o => o.Publication?.NextVerifyAt?.UtcDateTime), NpgsqlDbType.TimestampTz));
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

    /// <summary>Locks the pieces, then reads what the fold is made over. In one order in every transaction, so that two nodes cannot wait for each other.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Standings(Guid[] contentIds)
    {
        var hold = new NpgsqlBatchCommand(PostgresSql.LockContents);
        hold.Parameters.Add(Array(contentIds, NpgsqlDbType.Uuid));
        yield return hold;
        var read = new NpgsqlBatchCommand(PostgresSql.Standings);
        read.Parameters.Add(Array(contentIds, NpgsqlDbType.Uuid));
        yield return read;
    }

    public static NpgsqlBatchCommand Move(IReadOnlyList<(ContentStandings Piece, ContentState To)> moves, DateTimeOffset at)
    {
        var command = new NpgsqlBatchCommand(PostgresSql.MoveContents);
        command.Parameters.Add(Array(moves.Select(m => m.Piece.ContentId), NpgsqlDbType.Uuid));
        command.Parameters.Add(Texts(moves.Select(m => SnakeCase.Of(m.To))));
        command.Parameters.Add(Array(moves.Select(m => m.Piece.Out), NpgsqlDbType.Boolean));
        command.Parameters.Add(Time(at));
        return command;
    }

    public static NpgsqlBatchCommand ReleaseFollowers(IReadOnlyList<Guid> publicationIds, DateTimeOffset at)
    {
        var command = new NpgsqlBatchCommand(PostgresSql.ReleaseFollowers);
        command.Parameters.Add(Array(publicationIds, NpgsqlDbType.Uuid));
        command.Parameters.Add(Time(at));
        return command;
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
