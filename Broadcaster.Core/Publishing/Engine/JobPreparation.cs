using System.Security.Cryptography;
using System.Text;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Core.Publishing.Previews;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Everything before the intent: is it still what was approved, is it not too late, does the channel take it. Nothing here
/// touches the network, so nothing here is ever in doubt.
/// </summary>
internal sealed class JobPreparation(ConnectorRegistry connectors, ChannelSettingsReader settings, IOptions<PublishingOptions> options)
{
    /// <summary>Ready to be sent, or what becomes of the job instead.</summary>
    /// <param name="unreadable">Why a row of the job could not be read; null when all could.</param>
    public Prepared Prepare(ClaimedJob job, JobWork? work, string? unreadable = null)
    {
        if (unreadable is not null)
        {
            return Stop(JobStatus.Failed, "unreadable", $"What this job is made of cannot be read, so it was not sent: {unreadable}", "Save the channel's settings and the piece again, then send it again.");
        }

        if (work is null || work.Channel.DeletedAt is not null)
        {
            return Stop(JobStatus.Failed, "channel_gone", "The channel of this job was deleted.", "Schedule the piece to another channel.");
        }

        if (job.Action != JobAction.Publish && work.Publication.Certainty == Certainty.Removed)
        {
            return Stop(job.Action == JobAction.Remove ? JobStatus.Succeeded : JobStatus.Cancelled, "removed", "It has been taken down already.", null);
        }

        if (job.Action != JobAction.Publish && work.Publication.Certainty == Certainty.NotOut)
        {
            return Stop(JobStatus.Cancelled, "not_out", "It is not out on this channel, so there was nothing to do.", null);
        }

        if (job.Action == JobAction.Publish && !job.DryRun && work.Publication.Certainty is Certainty.Out)
        {
            return Stop(JobStatus.Cancelled, "already_out", "It is out on this channel already.", "Send a revision as an update instead.");
        }

        if (job.Action == JobAction.Publish && !job.DryRun && work.Publication.ExpiresAt <= job.ClaimedAt)
        {
            return Stop(JobStatus.Cancelled, "expired", "It was to be taken down before it could go out, so it was not sent.", "Schedule it again with a later end.");
        }

        if (job.Action == JobAction.Publish && Late(job) is { } late)
        {
            return late;
        }

        var sends = job.Action is JobAction.Publish or JobAction.Update;
        if (sends && ContentHash.Of(work.Content) != job.ContentHash)
        {
            return Stop(JobStatus.Failed, "content_changed", "The content is not any more what was scheduled, so it was not sent.", "Look at the revisions, have it approved and schedule it again.");
        }

        if (sends && work.Workspace.Settings.Approvals.Mode == ApprovalMode.Required && work.Content.ApprovedHash != job.ContentHash)
        {
            return Stop(JobStatus.Failed, "not_approved", "The content is not approved, so it was not sent.", "Have it approved and schedule it again.");
        }

        if (!connectors.TryGet(work.Channel.Connector, out var connector))
        {
            return Stop(JobStatus.Failed, "no_connector", $"The connector \"{work.Channel.Connector}\" is not installed.", null);
        }

        var bound = settings.Read(work.Channel);
        if (!bound.Ok)
        {
            return new Prepared.Refused(new PublishOutcome.NeedsReconnect(new Fault(bound.Error.Message, "Open the channel, enter its settings again and test it.")));
        }

        var content = ChannelContents.For(work.Content.Id, ContentSnapshot.Of(work.Content), work.Channel.Id, work.Workspace, work.Image);
        var problem = !sends ? null : connector.Validate(content, bound.Value).FirstOrDefault(p => p.Severity == ProblemSeverity.Error);
        if (problem is not null)
        {
            return new Prepared.Refused(new PublishOutcome.Rejected(new Fault(problem.Message, problem.Fix, Field: problem.Field)));
        }

        var rendered = connector.Render(content, bound.Value);
        return new Prepared.Ready(connector, bound.Value, content, rendered, HashOf(rendered));
    }

    private Prepared.Instead? Late(ClaimedJob job)
    {
        // A retry is late by design; a claim that was given back before anything was sent is not one.
        if (job.FirstSentAt is not null || job.ClaimedAt - job.RunAt <= options.Value.MisfireAfter)
        {
            return null;
        }

        var due = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"It was due at {job.RunAt:yyyy-MM-dd HH:mm} UTC and could not start in time.");
        return job.Misfire switch
        {
            MisfirePolicy.Publish => null,
            MisfirePolicy.Skip => Stop(JobStatus.Cancelled, "late", $"{due} It was skipped, as its schedule says.", "Send it again if it should still go out."),
            MisfirePolicy.Ask => Stop(JobStatus.AwaitingManual, "late", $"{due} Its schedule says to ask.", "Send it now, or cancel it."),
        };
    }

    private static Prepared.Instead Stop(JobStatus status, string kind, string message, string? hint) =>
        new(new JobTransition { Status = status, ErrorKind = kind, ErrorMessage = message, ErrorHint = hint });

    private static string HashOf(RenderedContent rendered)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (IEnumerable<string?>)[rendered.Title, rendered.Body, rendered.Html, .. rendered.Tags, .. rendered.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => new[] { f.Key, f.Value })])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>What preparing came to.</summary>
internal abstract record Prepared
{
    private Prepared()
    {
    }

    public sealed record Ready(IConnector Connector, object Settings, ChannelContent Content, RenderedContent Rendered, string RequestHash) : Prepared;

    /// <summary>The outcome is known without the wire.</summary>
    public sealed record Refused(PublishOutcome Outcome) : Prepared;

    /// <summary>The job goes elsewhere without an attempt.</summary>
    public sealed record Instead(JobTransition Transition) : Prepared;
}
