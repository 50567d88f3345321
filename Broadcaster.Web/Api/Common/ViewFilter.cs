using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Tenancy;

namespace Broadcaster.Web.Api.Common;

/// <summary>Whatever the API answers takes at least a look at the workspace; what more an endpoint takes, its use case asks for.</summary>
internal sealed class ViewFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        CurrentCaller.Find(context.HttpContext)?.Refuse(WorkspaceAction.View) is { } refused
            ? ValueTask.FromResult<object?>(new Refusal(refused))
            : next(context);
}
