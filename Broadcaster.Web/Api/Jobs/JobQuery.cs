using System.ComponentModel;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Jobs;

/// <summary>The filters of the job list.</summary>
public sealed record JobQuery
{
    [Description("One or several, comma-separated: queued, running, retry_scheduled, confirming, awaiting_manual, unconfirmed, succeeded, failed, cancelled.")]
    public string? Status { get; init; }

    public Guid? ChannelId { get; init; }

    public Guid? ContentId { get; init; }

    [Description("A connector's id: webhook.")]
    public string? Connector { get; init; }

    [Description("Due at this time or later.")]
    public UtcTime? From { get; init; }

    [Description("Due before this time.")]
    public UtcTime? To { get; init; }

    public bool? DryRun { get; init; }

    [Description("publish, update, remove or verify.")]
    public string? Action { get; init; }

    [Description("Part of the content's title.")]
    public string? Search { get; init; }

    public JobFilter Read() => new(QueryValues.Enums<JobStatus>("status", Status), ChannelId, ContentId, Connector, From?.Value, To?.Value, DryRun, Search, QueryValues.Enums<JobAction>("action", Action));
}
