using Broadcaster.Core.Foundation.Accounts;

namespace Broadcaster.Web.Tenancy;

/// <summary>While nobody can sign in, every page leads to the set-up; afterwards the set-up leads home.</summary>
internal sealed class SetUpGate(RequestDelegate next, InstanceState state)
{
    private static readonly string[] NotPages = ["/api", "/hubs", "/healthz", "/openapi", "/_framework", "/_content", "/_blazor"];

    public async Task InvokeAsync(HttpContext context)
    {
        // Who asks for no page is not led anywhere, and waits for no database.
        var path = context.Request.Path;
        var setUp = path.StartsWithSegments(Urls.Setup, StringComparison.OrdinalIgnoreCase);
        if (HttpMethods.IsGet(context.Request.Method) && (setUp || IsPage(path)) && await state.HasUsersAsync(context.RequestAborted) == setUp)
        {
            context.Response.Redirect(setUp ? Urls.Start : Urls.Setup);
            return;
        }

        await next(context);
    }

    private static bool IsPage(PathString path) =>
        !Path.HasExtension(path.Value) && !Array.Exists(NotPages, prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));
}
