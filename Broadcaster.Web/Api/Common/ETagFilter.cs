namespace Broadcaster.Web.Api.Common;

/// <summary>Puts the version of a single resource into the ETag of its answer.</summary>
internal sealed class ETagFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var result = answer is INestedHttpResult nested ? nested.Result : answer;
        if (result is IValueHttpResult { Value: IVersionedResource resource })
        {
            context.HttpContext.Response.Headers.ETag = $"\"{resource.Version}\"";
        }

        return answer;
    }
}
