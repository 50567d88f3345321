using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Authentication;

namespace Broadcaster.Web.Tenancy;

/// <summary>
/// In front of the pages: "/" leads to the workspace last looked at, and a workspace that one is no member of is not there.
/// </summary>
internal sealed class PageEntry(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, FindWorkspace findWorkspace)
    {
        var path = context.Request.Path.Value ?? "/";
        var slug = Urls.WorkspaceOf(path);
        if (!HttpMethods.IsGet(context.Request.Method) || (path != Urls.Start && slug is null))
        {
            await next(context);
            return;
        }

        if (context.User.UserId() is not { } userId)
        {
            await context.ChallengeAsync();
            return;
        }

        if (path == Urls.Start)
        {
            var last = LastWorkspace.Of(context);
            var open = (last is null ? null : await findWorkspace.ExecuteAsync(userId, last, context.RequestAborted))
                ?? await findWorkspace.ExecuteAsync(userId, null, context.RequestAborted);
            context.Response.Redirect(open is null ? Urls.Account : Urls.Home(open.Caller.WorkspaceSlug));
            return;
        }

        if (await findWorkspace.ExecuteAsync(userId, slug, context.RequestAborted) is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        LastWorkspace.Remember(context, slug!);
        await next(context);
    }
}
