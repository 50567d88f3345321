using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Tenancy;

/// <summary>
/// Resolves the caller of an API request that comes with the dashboard's cookie: the workspace of the header
/// <c>X-Workspace</c> (a slug), else the one last looked at, else the first joined.
/// </summary>
internal sealed class CookieCaller(RequestDelegate next)
{
    public const string Header = "X-Workspace";

    public async Task InvokeAsync(HttpContext context, FindWorkspace findWorkspace)
    {
        if (context.User.UserId() is { } userId && CurrentCaller.Find(context) is null)
        {
            var caller = await FindAsync(context, findWorkspace, userId);
            if (caller is null)
            {
                context.Response.StatusCode = context.Request.Headers.ContainsKey(Header) ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
                return;
            }

            var address = context.Connection.RemoteIpAddress?.ToString();
            CurrentCaller.Set(context, caller with { IpAddress = address, CorrelationId = CorrelationId.Of(context), Via = "api" });
        }

        await next(context);
    }

    private static async Task<Caller?> FindAsync(HttpContext context, FindWorkspace findWorkspace, Guid userId)
    {
        string? named = context.Request.Headers[Header];
        if (!string.IsNullOrEmpty(named))
        {
            return (await findWorkspace.ExecuteAsync(userId, named, context.RequestAborted))?.Caller;
        }

        return LastWorkspace.Of(context) is { } last && await findWorkspace.ExecuteAsync(userId, last, context.RequestAborted) is { } there
            ? there.Caller
            : (await findWorkspace.ExecuteAsync(userId, null, context.RequestAborted))?.Caller;
    }
}
