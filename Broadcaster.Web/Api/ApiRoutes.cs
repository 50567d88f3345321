using Broadcaster.Web.Api.Ai;
using Broadcaster.Web.Api.Analytics;
using Broadcaster.Web.Api.Approvals;
using Broadcaster.Web.Api.Audit;
using Broadcaster.Web.Api.Channels;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Api.Connectors;
using Broadcaster.Web.Api.Content;
using Broadcaster.Web.Api.Dashboards;
using Broadcaster.Web.Api.Deliveries;
using Broadcaster.Web.Api.Jobs;
using Broadcaster.Web.Api.Live;
using Broadcaster.Web.Api.Media;
using Broadcaster.Web.Api.Members;
using Broadcaster.Web.Api.OpenApi;
using Broadcaster.Web.Api.Plans;
using Broadcaster.Web.Api.Prompts;
using Broadcaster.Web.Api.Publications;
using Broadcaster.Web.Api.Seo;
using Broadcaster.Web.Api.Settings;
using Broadcaster.Web.Api.Tokens;
using Broadcaster.Web.Api.Workspaces;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Broadcaster.Web.Api;

/// <summary>Everything under /api/v1, one line a resource.</summary>
public static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapApiGroup();
        api.MapConnectors();
        api.MapChannels();
        api.MapContent();
        api.MapApprovals();
        api.MapMedia();
        api.MapJobs();
        api.MapPublications();
        api.MapDeliveries();
        api.MapDashboard();
        api.MapLive();
        api.MapSettings();
        api.MapWorkspaces();
        api.MapMembers();
        api.MapTokens();
        api.MapAudit();
        api.MapSeo();
        api.MapPlans();
        api.MapAi();
        api.MapPrompts();
        api.MapAnalytics();

        api.MapGet("/antiforgery-token", AntiforgeryToken).WithName("GetAntiforgeryToken").WithTags("Session")
            .WithSummary("The token that a change signed in by cookie sends as RequestVerificationToken");

        app.MapHub<LiveHub>(LiveHub.Path).RequireAuthorization();
        app.MapApiDocument();
    }

    /// <summary>A group under /api/v1 with everything that holds for all of the API.</summary>
    public static RouteGroupBuilder MapApiGroup(this IEndpointRouteBuilder app) => app.MapGroup(ApiServices.BasePath)
        .RequireAuthorization()
        .RequireRateLimiting(ApiLimits.Policy)
        .WithMetadata(new RequestSizeLimitAttribute(ApiLimits.Body))
        .AddEndpointFilter<AntiforgeryFilter>()
        .AddEndpointFilter<ViewFilter>()
        .AddEndpointFilter<ETagFilter>()
        .DisableAntiforgery();

    private static AntiforgeryTokenResource AntiforgeryToken(IAntiforgery antiforgery, HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new AntiforgeryTokenResource(tokens.HeaderName ?? "RequestVerificationToken", tokens.RequestToken ?? "");
    }

    public sealed record AntiforgeryTokenResource(string Header, string Token);
}
