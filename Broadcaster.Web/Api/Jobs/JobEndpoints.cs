using System.ComponentModel;
using Broadcaster.Core.Publishing.Queries;
using Broadcaster.Core.Workspaces;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Jobs;

/// <summary>/jobs: what is to go out, what goes out, what went out.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("/jobs").WithTags("Jobs");
        jobs.MapGet("", List).WithName("ListJobs").WithSummary("The jobs, latest due first");
        jobs.MapGet("/statistics", Statistics).WithName("GetJobStatistics").WithSummary("Figures over the jobs of a range");
        jobs.MapGet("/{id:guid}", Get).WithName("GetJob").WithSummary("One job with its attempts and their requests");
        jobs.MapGet("/{id:guid}/logs", Logs).WithName("GetJobLogs").WithSummary("The steps and messages of a job, with their times");
    }

    private static async Task<Results<Ok<PageResource<JobResource>>, Refusal>> List(
        JobQueries jobs, CurrentCaller caller, [AsParameters] JobQuery filter, [AsParameters] PageQuery page, CancellationToken ct) =>
        caller.Value.Refuse(WorkspaceAction.View) is { } refused
            ? new Refusal(refused)
            : (await jobs.ListAsync(caller.Value, filter.Read(), page.Read("-runAt", "createdAt"), ct)).ToOk(JobResource.Of);

    private static async Task<Results<Ok<StatisticsResource>, Refusal>> Statistics(
        GetJobStatistics statistics,
        CurrentCaller caller,
        [Description("24h, 7d (default), 30d, 90d or all.")] string? range,
        CancellationToken ct) =>
        caller.Value.Refuse(WorkspaceAction.View) is { } refused
            ? new Refusal(refused)
            : (await statistics.ExecuteAsync(caller.Value, range, ct)).ToOk(figures => StatisticsResource.Of(range ?? StatisticsRange.Default, figures));

    private static async Task<Results<Ok<JobDetailResource>, Refusal>> Get(Guid id, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        caller.Value.Refuse(WorkspaceAction.View) is { } refused
            ? new Refusal(refused)
            : (await jobs.GetAsync(caller.Value, id, ct)).ToOkOrNotFound("job", JobDetailResource.Of);

    private static async Task<Results<Ok<JobLogResource>, Refusal>> Logs(Guid id, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        caller.Value.Refuse(WorkspaceAction.View) is { } refused
            ? new Refusal(refused)
            : (await jobs.GetLogAsync(caller.Value, id, ct)).ToOkOrNotFound("job", lines => new JobLogResource(lines));
}
