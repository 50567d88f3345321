using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Connectors;

/// <summary>/connectors: every kind of platform.</summary>
internal static class ConnectorEndpoints
{
    public static void MapConnectors(this RouteGroupBuilder api)
    {
        var connectors = api.MapGroup("/connectors").WithTags("Connectors");
        connectors.MapGet("", List).WithName("ListConnectors").WithSummary("Every kind of platform, with its limits and the schema of its settings");
        connectors.MapGet("/{id}", Get).WithName("GetConnector").WithSummary("One kind of platform");
    }

    private static Results<Ok<PageResource<ConnectorResource>>, Refusal> List(ConnectorRegistry connectors, CurrentCaller caller, [AsParameters] PageQuery query)
    {
        var page = query.Read("name");
        var all = page.Descending ? connectors.All.Reverse() : connectors.All;
        return new Page<IConnector>([.. all.Skip(page.Skip).Take(page.Take)], page.Number, page.Take, connectors.All.Count).ToOk(ConnectorResource.Of);
    }

    private static Results<Ok<ConnectorResource>, Refusal> Get(string id, ConnectorRegistry connectors, CurrentCaller caller)
    {
        connectors.TryGet(id, out var connector);
        return connector.ToOkOrNotFound("connector", ConnectorResource.Of);
    }
}
