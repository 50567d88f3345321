using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Api.Jobs;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Content;

/// <summary>Sending a piece out, now or later.</summary>
internal static class ScheduleEndpoints
{
    public static void MapSchedule(this RouteGroupBuilder content)
    {
        content.MapPost("/{id:guid}/schedule", Schedule).WithName("ScheduleContent").WithSummary("Queues a piece for its channels at a time").WithAnswerAgain(ScheduledAsync);
        content.MapPost("/{id:guid}/publish", Publish).WithName("PublishContent").WithSummary("Publishes a piece to its channels now").WithAnswerAgain(ScheduledAsync);
        content.MapPost("/{id:guid}/unschedule", Unschedule).WithName("UnscheduleContent").WithSummary("Cancels the waiting jobs of a scheduled piece");
        content.MapPost("/{id:guid}/retry-failed", RetryFailed).WithName("RetryFailedContent").WithSummary("Sends again what failed of a piece, and nothing else").WithAnswerAgain(ScheduledAsync);
    }

    private static async Task<Results<Ok<ScheduledResource>, Refusal>> Schedule(
        Guid id, ScheduleBody body, ScheduleContent scheduleContent, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        await AnswerAsync(await scheduleContent.ExecuteAsync(caller.Value, id, body.ToRequest(), ct), jobs, caller, ct);

    private static async Task<Results<Ok<ScheduledResource>, Refusal>> Publish(
        Guid id, PublishBody? body, PublishContent publishContent, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        await AnswerAsync(await publishContent.ExecuteAsync(caller.Value, id, body?.ChannelIds ?? [], body?.DryRun ?? false, ct), jobs, caller, ct);

    private static async Task<Results<Ok<ContentResource>, Refusal>> Unschedule(Guid id, UnscheduleContent unscheduleContent, CurrentCaller caller, CancellationToken ct) =>
        (await unscheduleContent.ExecuteAsync(caller.Value, id, ct)).ToOk(ContentResource.Of);

    private static async Task<Results<Ok<ScheduledResource>, Refusal>> RetryFailed(
        Guid id, RetryFailed retryFailed, JobQueries jobs, CurrentCaller caller, CancellationToken ct) =>
        await AnswerAsync(await retryFailed.ExecuteAsync(caller.Value, id, ct), jobs, caller, ct);

    private static async Task<IResult?> ScheduledAsync(HttpContext context, Caller caller, KeyedRequest request, CancellationToken ct)
    {
        var services = context.RequestServices;
        var content = await services.GetRequiredService<ContentQueries>().FindAsync(caller, Guid.Parse((string)context.Request.RouteValues["id"]!), ct);
        var jobs = await services.GetRequiredService<JobQueries>().GetManyAsync(caller, [.. request.Earlier.Where(w => w.Kind == "job").Select(w => w.Id)], ct);
        return content is null ? new Refusal(new Core.Foundation.Common.NotFound("content")) : TypedResults.Ok(new ScheduledResource(ContentResource.Of(content), [.. jobs.Select(JobResource.Of)]));
    }

    private static async Task<Results<Ok<ScheduledResource>, Refusal>> AnswerAsync(
        Result<ScheduledContent> done, JobQueries jobs, CurrentCaller caller, CancellationToken ct)
    {
        if (!done.Ok)
        {
            return new Refusal(done.Error);
        }

        var views = await jobs.GetManyAsync(caller.Value, [.. done.Value.Jobs.Select(j => j.Id)], ct);
        return TypedResults.Ok(new ScheduledResource(ContentResource.Of(done.Value.Content), [.. views.Select(JobResource.Of)]));
    }
}

/// <summary>A piece and the jobs that were made for it.</summary>
public sealed record ScheduledResource(ContentResource Content, IReadOnlyList<JobResource> Jobs);
