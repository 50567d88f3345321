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

    /// <summary>Answered before anything that asks the database: who asks how it is, is told even when nobody can be known.</summary>
    public static void MapHealth(this WebApplication app)
    {
        var prepared = app.Services.GetRequiredService<Preparation>().Done;
        app.MapHealthChecks(Live, Options(_ => false)).AllowAnonymous().ShortCircuit();
        app.MapHealthChecks(Ready, Options(check => check.Tags.Contains(prepared.IsCompleted ? HealthServices.Ready : PreparationCheck.Starting)))
            .AllowAnonymous().ShortCircuit();
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
