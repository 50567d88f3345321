using System.Security.Cryptography;
using System.Text;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
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
    public Prepared Prepare(ClaimedJob job, JobWork? work)
    {
        if (work is null || work.Channel.DeletedAt is not null)
        {
            return Stop(JobStatus.Failed, "channel_gone", "The channel of this job was deleted.", "Schedule the piece to another channel.");
        }

        if (Late(job) is { } late)
        {
            return late;
        }

        if (ContentHash.Of(work.Content) != job.ContentHash)
        {
            return Stop(JobStatus.Failed, "content_changed", "The content is not any more what was scheduled, so it was not sent.", "Look at the revisions, have it approved and schedule it again.");
        }

        if (work.Workspace.Settings.Approvals.Mode == ApprovalMode.Required && work.Content.ApprovedHash != job.ContentHash)
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
        var problem = connector.Validate(content, bound.Value).FirstOrDefault(p => p.Severity == ProblemSeverity.Error);
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
