using System.ComponentModel;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Analytics;

/// <summary>/analytics: figures over what was done.</summary>
internal static class AnalyticsEndpoints
{
    public static void MapAnalytics(this RouteGroupBuilder api)
    {
        var analytics = api.MapGroup("/analytics").WithTags("Analytics");
        analytics.MapGet("/cost-usage", CostUsage).WithName("GetCostUsage").WithSummary("What models cost, by day, model and task, and how far the ceilings are");
    }

    private static async Task<Results<Ok<CostUsage>, Refusal>> CostUsage(
        GetCostUsage usage, CurrentCaller caller, [Description("24h, 7d (default), 30d, 90d or all.")] string? range, CancellationToken ct) =>
        (await usage.ExecuteAsync(caller.Value, range, ct)).ToOk();
}
