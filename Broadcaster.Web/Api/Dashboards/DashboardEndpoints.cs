using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Dashboards;

/// <summary>/dashboard: the front page in one answer.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this RouteGroupBuilder api) =>
        api.MapGet("/dashboard", Get).WithTags("Dashboard").WithName("GetDashboard").WithSummary("What waits, what is coming, what went out, what is wrong");

    private static async Task<Results<Ok<DashboardResource>, Refusal>> Get(DashboardQuery dashboard, CurrentCaller caller, CancellationToken ct) =>
        TypedResults.Ok(DashboardResource.Of(await dashboard.ExecuteAsync(caller.Value, ct)));
}
