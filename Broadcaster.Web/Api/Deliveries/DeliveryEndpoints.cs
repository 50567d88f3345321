using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Deliveries;

/// <summary>/deliveries: the proofs of what went out.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this RouteGroupBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("Deliveries");
        deliveries.MapGet("", List).WithName("ListDeliveries").WithSummary("What went out, newest first");
        deliveries.MapGet("/{id:guid}", Get).WithName("GetDelivery").WithSummary("One delivery");
        deliveries.MapGet("/{id:guid}/engagement", Engagement).WithName("GetDeliveryEngagement").WithSummary("Which numbers the platform gives for a delivery, and the latest of them");
    }

    private static async Task<Results<Ok<PageResource<DeliveryResource>>, Refusal>> List(
        DeliveryQueries deliveries, CurrentCaller caller, [AsParameters] DeliveryQuery filter, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await deliveries.ListAsync(caller.Value, filter.Read(), page.Read("-at"), ct)).ToOk(DeliveryResource.Of);

    private static async Task<Results<Ok<DeliveryResource>, Refusal>> Get(Guid id, DeliveryQueries deliveries, CurrentCaller caller, CancellationToken ct) =>
        (await deliveries.GetAsync(caller.Value, id, ct)).ToOkOrNotFound("delivery", DeliveryResource.Of);

    private static async Task<Results<Ok<EngagementView>, Refusal>> Engagement(Guid id, DeliveryQueries deliveries, CurrentCaller caller, CancellationToken ct) =>
        (await deliveries.GetEngagementAsync(caller.Value, id, ct)).ToOkOrNotFound("delivery", e => e);
}
