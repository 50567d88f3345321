namespace Broadcaster.Core.Foundation.Live;

/// <summary>Something changed. Carries ids, never content: whoever shows it reads it anew.</summary>
/// <param name="Type"><c>content.updated</c>, <c>job.updated</c>, <c>job.progress</c>, <c>channel.updated</c>, … (noun.created|updated|deleted|progress).</param>
/// <param name="Id">The id of the thing named by the type's noun.</param>
/// <param name="ContentId">The content it belongs to, where there is one: a job's event reaches its content's page too.</param>
/// <param name="Progress">For <c>job.progress</c> and <c>plan.progress</c>: where it stands, so that nobody needs to read the database for it.</param>
/// <param name="Version">For <c>content.updated</c>: which version of the piece it is now, so that whoever made it does not read it again; null where nobody counted.</param>
public sealed record LiveEvent(
    Guid WorkspaceId,
    string Type,
    Guid Id,
    DateTimeOffset At,
    Guid? ContentId = null,
    LiveProgress? Progress = null,
    int? Version = null);

/// <summary>Where a running job or plan stands.</summary>
/// <param name="Percent">0 to 100.</param>
public sealed record LiveProgress(int Percent, string Step, int CompletedSteps, int TotalSteps)
{
    /// <summary>Of a plan: research, generate, refine, variants.</summary>
    public string? Stage { get; init; }

    /// <summary>Of a plan: used so far.</summary>
    public long? Tokens { get; init; }

    /// <summary>Of a plan: spent so far.</summary>
    public decimal? CostUsd { get; init; }
}
