using System.ComponentModel;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
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
        jobs.MapPost("/{id:guid}/retry", Retry).WithName("RetryJob").WithSummary("Sends a failed, cancelled or unconfirmed job again");
        jobs.MapPost("/{id:guid}/cancel", Cancel).WithName("CancelJob").WithSummary("Cancels a job that is not being sent yet");
        jobs.MapPost("/{id:guid}/reschedule", Reschedule).WithName("RescheduleJob").WithSummary("Moves a waiting job to another time; the approval stays");
        jobs.MapPost("/{id:guid}/confirm", Confirm).WithName("ConfirmJob").WithSummary("Says that an unconfirmed or manual job is out");
        jobs.MapGet("/{id:guid}/logs", Logs).WithName("GetJobLogs").WithSummary("The steps and messages of a job, with their times");
    }

    private static async Task<Results<Ok<PageResource<JobResource>>, Refusal>> List(
        JobQueries jobs, CurrentCaller caller, [AsParameters] JobQuery filter, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await jobs.ListAsync(caller.Value, filter.Read(), page.Read("-runAt", "createdAt"), ct)).ToOk(JobResource.Of);

    private static async Task<Results<Ok<StatisticsResource>, Refusal>> Statistics(
        GetJobStatistics statistics,
        CurrentCaller caller,
        [Description("24h, 7d (default), 30d, 90d or all.")] string? range,
        CancellationToken ct) =>
        (await statistics.ExecuteAsync(caller.Value, range, ct)).ToOk(figures => StatisticsResource.Of(range ?? StatisticsRange.Default, figures));

    private static async Task<Results<Ok<JobDetailResource>, Refusal>> Get(Guid id, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        (await jobs.GetAsync(caller.Value, id, ct)).ToOkOrNotFound("job", JobDetailResource.Of);

    private static async Task<Results<Ok<JobLogResource>, Refusal>> Logs(Guid id, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        (await jobs.GetLogAsync(caller.Value, id, ct)).ToOkOrNotFound("job", lines => new JobLogResource(lines));

    private static async Task<Results<Ok<JobResource>, Refusal>> Retry(
        Guid id, RetryBody? body, RetryJob retryJob, JobQueries jobs, CurrentCaller caller, CancellationToken ct)
    {
        if (body?.Confirm is not (null or RetryBody.NotPublished))
        {
            return new Refusal(InvalidInput.Of("confirm", $"The only word here is {RetryBody.NotPublished}: it is not out."));
        }

        if (body?.When is not (null or "now" or "atItsTime" or "at_its_time"))
        {
            return new Refusal(InvalidInput.Of("when", "Say now or atItsTime, or leave it out."));
        }

        bool? atItsTime = body?.When is null ? null : body.When != "now";
        var retried = await retryJob.ExecuteAsync(caller.Value, id, body?.Confirm == RetryBody.NotPublished, ct, atItsTime);
        return await ViewAsync(retried, jobs, caller, ct);
    }

    private static async Task<Results<Ok<JobResource>, Refusal>> Cancel(
        Guid id, CancelBody? body, CancelJob cancelJob, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        body?.Confirm is null or "maybe_out" or "partly_out"
            ? await ViewAsync(await cancelJob.ExecuteAsync(caller.Value, id, ct, body?.Confirm is not null), jobs, caller, ct)
            : new Refusal(InvalidInput.Of("confirm", "The words here are maybe_out and partly_out: it takes nothing back that is out."));

    private static async Task<Results<Ok<JobResource>, Refusal>> Reschedule(
        Guid id, RescheduleBody body, RescheduleJob rescheduleJob, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await rescheduleJob.ExecuteAsync(caller.Value, id, body.Read(), ct), jobs, caller, ct);

    private static async Task<Results<Ok<JobResource>, Refusal>> Confirm(
        Guid id, ConfirmBody? body, ConfirmJob confirmJob, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        await ViewAsync(await confirmJob.ExecuteAsync(caller.Value, id, body?.Permalink, body?.ExternalId, ct), jobs, caller, ct);

    private static async Task<Results<Ok<JobResource>, Refusal>> ViewAsync(Result<PublishJob> done, JobQueries jobs, CurrentCaller caller, CancellationToken ct)
    {
        if (!done.Ok)
        {
            return new Refusal(done.Error);
        }

        var views = await jobs.GetManyAsync(caller.Value, [done.Value.Id], ct);
        return views.Count == 0 ? new Refusal(new Core.Foundation.Common.NotFound("job")) : TypedResults.Ok(JobResource.Of(views[0]));
    }
}
