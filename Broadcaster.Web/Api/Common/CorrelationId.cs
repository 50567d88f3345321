using System.Diagnostics;

namespace Broadcaster.Web.Api.Common;

/// <summary>
/// The id that ties a request to its jobs, attempts, logs and traces: taken from X-Correlation-Id where that is fit to be
/// logged, otherwise made, and echoed.
/// </summary>
public sealed class CorrelationId(RequestDelegate next, ILogger<CorrelationId> log)
{
    public const string Header = "X-Correlation-Id";
    private const int LongestId = 100;

    public async Task InvokeAsync(HttpContext context)
    {
        string? sent = context.Request.Headers[Header];

        // A request that is run again for an error page keeps its id.
        var id = context.Items[typeof(CorrelationId)] as string ?? (sent is not null && IsSafe(sent) ? sent : Guid.CreateVersion7().ToString("N"));
        context.Items[typeof(CorrelationId)] = id;
        Echo(context);
        Activity.Current?.SetTag("broadcaster.correlation_id", id);
        using (log.BeginScope(new Dictionary<string, object> { ["CorrelationId"] = id }))
        {
            await next(context);
        }
    }

    /// <summary>The id of this request; for the caller that is made of it.</summary>
    public static string Of(HttpContext context) => context.Items[typeof(CorrelationId)] as string ?? context.TraceIdentifier;

    internal static void Echo(HttpContext context) => context.Response.Headers[Header] = Of(context);

    private static bool IsSafe(string id) =>
        id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/' or '+' or '=');
}
