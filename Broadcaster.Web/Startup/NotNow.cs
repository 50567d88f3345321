using System.Globalization;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Startup;

/// <summary>
/// The answer to who comes while nothing can be served: 503, when to come again, and why in the form that the caller reads.
/// </summary>
internal static class NotNow
{
    private const int ComeAgainSeconds = 5;

    private static readonly string[] OfPrograms = ["/api/v1", "/hubs", "/openapi", "/healthz", "/_blazor", "/_framework", "/_content"];
    private static readonly string[] OfReaders = ["/site", "/u"];

    public static Task StartingAsync(HttpContext context, string step) =>
        WriteAsync(context, "server.starting", $"Broadcaster is starting. {step}", () => WaitingPage.Starting(step, context.Request.Cookies["theme"]));

    public static Task StoppingAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return WriteAsync(context, "server.stopping", "Broadcaster is stopping. Once it has been started again it goes on where it was.", WaitingPage.Stopping);
    }

    private static Task WriteAsync(HttpContext context, string code, string detail, Func<string> page)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = ComeAgainSeconds.ToString(CultureInfo.InvariantCulture);
        if (IsUnder(OfPrograms, context))
        {
            return Problem.WriteAsync(context, Problem.Of(context, StatusCodes.Status503ServiceUnavailable, code, detail));
        }

        response.Headers.CacheControl = "no-store";
        if (!ReadsPages(context.Request))
        {
            response.ContentType = "text/plain; charset=utf-8";
            return response.WriteAsync(detail, context.RequestAborted);
        }

        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = WaitingPage.Policy;
        return response.WriteAsync(IsUnder(OfReaders, context) ? WaitingPage.ForReaders : page(), context.RequestAborted);
    }

    private static bool IsUnder(string[] places, HttpContext context) =>
        Array.Exists(places, place => context.Request.Path.StartsWithSegments(place, StringComparison.OrdinalIgnoreCase));

    // A browser says that it does; of what says nothing, a feed or a picture has its kind in its name.
    private static bool ReadsPages(HttpRequest request) =>
        request.Headers.Accept.Any(a => a?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true) || !Path.HasExtension(request.Path.Value);
}
