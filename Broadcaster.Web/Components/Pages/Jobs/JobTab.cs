using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Jobs;

namespace Broadcaster.Web.Components.Pages.Jobs;

/// <summary>The tabs over the list: which statuses each shows. Recent shows every status, without what is due later than soon.</summary>
public sealed record JobTab(string Text, IReadOnlyList<JobStatus> Statuses)
{
    public static readonly IReadOnlyList<JobTab> All =
    [
        new("Recent", []),
        new("Going out", [JobStatus.Running, JobStatus.Confirming]),
        new("Coming", [JobStatus.Queued, JobStatus.RetryScheduled]),
        new("Needs a person", [JobStatus.Unconfirmed, JobStatus.AwaitingManual]),
        new("Succeeded", [JobStatus.Succeeded]),
        new("Failed", [JobStatus.Failed]),
        new("Cancelled", [JobStatus.Cancelled]),
    ];

    /// <summary>As it stands in the address; null for recent.</summary>
    public string? Query => Statuses.Count == 0 ? null : string.Join(',', Statuses.Select(s => SnakeCase.Of(s)));

    /// <summary>What stands in the address; what is unknown in it is left out.</summary>
    public static IReadOnlyList<JobStatus> Parse(string? query) =>
        [.. (query ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => SnakeCase.TryParse<JobStatus>(part, out var status) ? status : (JobStatus?)null)
            .OfType<JobStatus>()
            .Distinct()];
}
