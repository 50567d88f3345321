using Microsoft.AspNetCore.Antiforgery;

namespace Broadcaster.Web.Api.Common;

/// <summary>
/// A browser sends its cookie with whatever page makes it ask, so a change that only the cookie vouches for needs the
/// antiforgery token as well. A bearer token is never sent by itself and needs none.
/// </summary>
internal sealed class AntiforgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (!reads && string.IsNullOrEmpty(request.Headers.Authorization) && !await antiforgery.IsRequestValidAsync(context.HttpContext))
        {
            throw BadRequest.Of(
                "RequestVerificationToken",
                "A change that is signed in by cookie needs the header RequestVerificationToken, see GET /api/v1/antiforgery-token. With a bearer token it does not.",
                "antiforgery.invalid");
        }

        return await next(context);
    }
}
