using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Tenancy;

/// <summary>Remembers in a cookie which workspace somebody last looked at, so that "/" leads back there.</summary>
internal static class LastWorkspace
{
    private const string Cookie = "broadcaster.workspace";

    public static string? Of(HttpContext context) =>
        context.Request.Cookies[Cookie] is { } slug && WorkspaceSlug.IsValid(slug) ? slug : null;

    public static void Remember(HttpContext context, string slug)
    {
        if (!context.Response.HasStarted && Of(context) != slug)
        {
            context.Response.Cookies.Append(Cookie, slug, new CookieOptions
            {
                HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365),
            });
        }
    }
}
