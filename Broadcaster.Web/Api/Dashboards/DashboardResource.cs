using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Api.Deliveries;
using Broadcaster.Web.Api.Jobs;

namespace Broadcaster.Web.Api.Dashboards;

/// <summary>The front page of a workspace.</summary>
public sealed record DashboardResource(
    IReadOnlyDictionary<string, int> ContentByState,
    IReadOnlyDictionary<string, int> JobsByStatus,
    int PendingApprovals,
    IReadOnlyList<JobResource> Upcoming,
    IReadOnlyList<DeliveryResource> RecentDeliveries,
    IReadOnlyList<DashboardAlert> Alerts)
{
    public static DashboardResource Of(Dashboard dashboard) => new(
        dashboard.ContentByState.ToDictionary(s => SnakeCase.Of(s.Key), s => s.Value),
        dashboard.JobsByStatus.ToDictionary(s => SnakeCase.Of(s.Key), s => s.Value),
        dashboard.PendingApprovals,
        [.. dashboard.Upcoming.Select(JobResource.Of)],
        [.. dashboard.RecentDeliveries.Select(DeliveryResource.Of)],
        dashboard.Alerts);
}
