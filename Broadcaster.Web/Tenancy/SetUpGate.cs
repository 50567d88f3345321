using Broadcaster.Core.Foundation.Accounts;

namespace Broadcaster.Web.Tenancy;

/// <summary>While nobody can sign in, every page leads to the set-up; afterwards the set-up leads home.</summary>
internal sealed class SetUpGate(RequestDelegate next, InstanceState state)
{
    private static readonly string[] NotPages = ["/api", "/hubs", "/healthz", "/openapi", "/_framework", "/_content", "/_blazor"];

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var setUp = path.StartsWithSegments(Urls.Setup, StringComparison.OrdinalIgnoreCase);
        if (await state.HasUsersAsync(context.RequestAborted))
        {
            if (setUp && HttpMethods.IsGet(context.Request.Method))
            {
                context.Response.Redirect("/");
                return;
            }
        }
        else if (!setUp && HttpMethods.IsGet(context.Request.Method) && !Path.HasExtension(path.Value)
            && !Array.Exists(NotPages, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.Redirect(Urls.Setup);
            return;
        }

        await next(context);
    }
}
