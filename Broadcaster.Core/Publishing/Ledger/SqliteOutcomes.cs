using Broadcaster.Core.Foundation.Common;
using Microsoft.Data.Sqlite;

namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>The rows of one outcome on SQLite.</summary>
internal static class SqliteOutcomes
{
    /// <summary>True when the job's row was still ours to move.</summary>
    public static bool Complete(SqliteStatements sql, SqliteTransaction transaction, OutcomeWrite outcome, string node)
    {
        var to = outcome.Transition;
        var moved = sql.Run(
            SqliteSql.CompleteJob, transaction,
            ("@id", outcome.JobId), ("@attempt", outcome.Attempt), ("@source", SnakeCase.Of(outcome.Source)), ("@definite", to.Definite),
            ("@status", SnakeCase.Of(to.Status)), ("@next", to.NextAttemptAt), ("@failures", to.Failures), ("@look_ups", to.LookUps),
            ("@handle", to.PendingHandle), ("@kind", to.ErrorKind), ("@message", to.ErrorMessage), ("@hint", to.ErrorHint),
            ("@http_status", to.ErrorHttpStatus), ("@field", to.ErrorField), ("@resend", to.ResendUnknown), ("@at", outcome.At),
            ("@ends", to.Ends), ("@node", node), ("@started", outcome.StartedAt),
            ("@progress", outcome.Progress?.Percent), ("@completed", outcome.Progress?.CompletedSteps)) == 1;
        if (moved && outcome.Delivery is { } proof)
        {
            sql.Run(
                SqliteSql.Deliver, transaction,
                ("@id", outcome.JobId), ("@workspace", outcome.WorkspaceId), ("@content", outcome.ContentId), ("@channel", outcome.ChannelId),
                ("@external", proof.ExternalId), ("@permalink", proof.Permalink), ("@response", proof.Response), ("@at", outcome.At), ("@evidence", proof.Evidence));
        }

        if (outcome.AttemptOutcome is not null)
        {
            sql.Run(
                SqliteSql.CompleteAttempt, transaction,
                ("@id", outcome.JobId), ("@attempt", outcome.Attempt), ("@at", outcome.At), ("@outcome", outcome.AttemptOutcome),
                ("@error", outcome.AttemptError), ("@requests", outcome.RequestsJson), ("@log", outcome.LogJson),
                ("@nothing_sent", outcome.NothingSent), ("@source", SnakeCase.Of(outcome.Source)));
        }

        return moved;
    }

    public static void Tell(SqliteStatements sql, SqliteTransaction transaction, Guid channelId, ChannelSummary summary)
    {
        _ = summary.Effect switch
        {
            ChannelEffect.Works works => sql.Run(SqliteSql.ChannelWorks, transaction, ("@id", channelId), ("@at", works.At), ("@delivered", works.Delivered)),
            ChannelEffect.Failed failed => sql.Run(
                SqliteSql.ChannelFailed, transaction,
                ("@id", channelId), ("@count", summary.Count), ("@problem", failed.Problem), ("@at", summary.At), ("@threshold", Circuit.Threshold),
                ("@open", (long)Circuit.OpenFor.TotalMicroseconds)),
            ChannelEffect.BackOff wait => sql.Run(
                SqliteSql.ChannelBackOff, transaction, ("@id", channelId), ("@until", wait.Until), ("@problem", wait.Problem), ("@at", summary.At)),
            ChannelEffect.Reconnect refused => sql.Run(
                SqliteSql.ChannelReconnect, transaction, ("@id", channelId), ("@problem", refused.Problem), ("@at", summary.At)),
            _ => 0,
        };
    }
}
