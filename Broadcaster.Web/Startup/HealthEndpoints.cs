using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Health;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Broadcaster.Web.Startup;

/// <summary><c>/healthz/live</c>: the process answers. <c>/healthz/ready</c>: work gets done here. JSON, one entry a check.</summary>
internal static class HealthEndpoints
{
    public const string Live = "/healthz/live";
    public const string Ready = "/healthz/ready";

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(Live, Options(_ => false)).AllowAnonymous();
        app.MapHealthChecks(Ready, Options(check => check.Tags.Contains(HealthServices.Ready))).AllowAnonymous();
    }

    /// <summary>What <see cref="Ready"/> answers while the database is being prepared: no, and at once.</summary>
    public static Task SayNotYetAsync(HttpContext context)
    {
        var entry = new HealthReportEntry(HealthStatus.Unhealthy, "The database is being prepared.", TimeSpan.Zero, exception: null, data: null);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return WriteAsync(context, new HealthReport(new Dictionary<string, HealthReportEntry>(StringComparer.Ordinal) { ["database"] = entry }, TimeSpan.Zero));
    }

    private static HealthCheckOptions Options(Func<HealthCheckRegistration, bool> predicate) => new()
    {
        Predicate = predicate,
        ResponseWriter = WriteAsync,
    };

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var answer = new
        {
            Status = SnakeCase.Of(report.Status),
            Checks = report.Entries.ToDictionary(
                e => e.Key,
                e => new { Status = SnakeCase.Of(e.Value.Status), e.Value.Description, DurationMs = (int)e.Value.Duration.TotalMilliseconds }),
        };
        return context.Response.WriteAsJsonAsync(answer, context.RequestAborted);
    }
}
