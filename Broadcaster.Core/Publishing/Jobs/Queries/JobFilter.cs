namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>Which jobs are asked for; null or empty: any.</summary>
/// <param name="From">Due at this time or later.</param>
/// <param name="To">Due before this time.</param>
/// <param name="Search">Part of the title.</param>
public sealed record JobFilter(
    IReadOnlyList<JobStatus>? Statuses = null,
    Guid? ChannelId = null,
    Guid? ContentId = null,
    string? Connector = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    bool? DryRun = null,
    string? Search = null,
    IReadOnlyList<JobAction>? Actions = null);
