using System.Linq.Expressions;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>What one query fetches for a <see cref="JobView"/>: the job without what only the engine needs.</summary>
internal sealed record JobRow(PublishJob Job, string Title, string Channel, Publication Publication)
{
    public static readonly Expression<Func<PublishJob, JobRow>> Of = job => new JobRow(job, job.Content!.Title, job.Channel!.Name, job.Publication!);

    public JobView ToView(ConnectorRegistry connectors) => new(
        Job.Id,
        Job.ContentId,
        Title,
        Job.ChannelId,
        Channel,
        Job.Connector,
        ProviderOf(connectors, Job.Connector),
        Job.RunAt,
        Job.LocalTime,
        Job.TimeZone,
        Job.Misfire,
        Job.Status,
        Job.Status == JobStatus.Running ? Math.Min(Job.Attempts + 1, Job.MaxAttempts) : Job.Attempts,
        Job.MaxAttempts,
        Job.NextAttemptAt,
        Job.Progress,
        Job.CurrentStep,
        Job.CompletedSteps,
        Job.TotalSteps,
        Job.ErrorKind is { } kind ? new JobError(kind, Job.ErrorMessage ?? "", Job.ErrorHint, Job.ErrorHttpStatus, Job.ErrorField) : null,
        Job.StartedAt,
        Job.CompletedAt,
        Job.DurationMs,
        Job.LatenessMs,
        Job.CostUsd,
        Job.DryRun,
        Job.CorrelationId,
        Job.CreatedAt,
        Proof is { } proof ? new JobDelivery(proof.ExternalId, proof.Permalink, proof.At, proof.Evidence) : null,
        Job.Action,
        Job.PublicationId,
        Publication.Certainty,
        Job.AfterPublicationId,
        Job.AfterMinutes);

    private Delivery? Proof => Job is { Status: JobStatus.Succeeded, DryRun: false, Action: JobAction.Publish or JobAction.Update } ? Publication.Delivery : null;

    public static string ProviderOf(ConnectorRegistry connectors, string id) => connectors.TryGet(id, out var connector) ? connector.Descriptor.Name : id;
}
