using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
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
            ("@progress", outcome.Progress?.Percent), ("@completed", outcome.Progress?.CompletedSteps), ("@counts", outcome.Counts ? 1 : 0)) == 1;
        if (moved && outcome.Publication is { Says: true } known)
        {
            sql.Run(
                SqliteSql.Know, transaction,
                ("@publication", outcome.PublicationId), ("@content", outcome.ContentId), ("@action", SnakeCase.Of(outcome.Action)), ("@at", outcome.At),
                ("@certainty", known.Certainty is { } certainty ? SnakeCase.Of(certainty) : null), ("@evidence", known.Evidence), ("@sent", known.SentAt),
                ("@delivers", known.Delivery is not null), ("@external", known.Delivery?.ExternalId), ("@permalink", known.Delivery?.Permalink),
                ("@response", known.Delivery?.Response), ("@platform", known.Delivery?.PlatformVersion), ("@hash", known.Delivery?.ContentHash),
                ("@seen", known.Seen), ("@verify", known.NextVerifyAt));
            if (known.Seen == true)
            {
                sql.Run(SqliteSql.ReleaseFollowers, transaction, ("@publication", outcome.PublicationId), ("@at", outcome.At));
            }
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

    /// <summary>Brings the piece's state up to its publications'.</summary>
    public static void Move(SqliteStatements sql, SqliteTransaction transaction, Guid contentId, DateTimeOffset at)
    {
        ContentStandings? piece = null;
        using (var reader = sql.Read(SqliteSql.Standings, transaction, ("@content", contentId)))
        {
            while (reader.Read())
            {
                piece ??= new ContentStandings(contentId, SnakeCase.Parse<ContentState>(reader.GetString(0)), !reader.IsDBNull(1) && reader.GetBoolean(1));
                if (!reader.IsDBNull(3))
                {
                    piece.Add(new Standing(SnakeCase.Parse<Certainty>(reader.GetString(2)), SnakeCase.Parse<JobStatus>(reader.GetString(3))));
                }
            }
        }

        if (piece?.Move() is { } to)
        {
            sql.Run(SqliteSql.MoveContent, transaction, ("@content", contentId), ("@state", SnakeCase.Of(to)), ("@out", piece.Out), ("@at", at));
        }
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
