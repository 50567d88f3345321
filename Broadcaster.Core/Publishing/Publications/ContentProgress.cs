using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Publishing.Jobs;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>
/// The state of a piece while and after publishing: one fold over its publications, here and nowhere else. Dry runs do not
/// come in; neither do take-downs and look-ups, which change nothing about the piece.
/// </summary>
public static class ContentProgress
{
    /// <summary>Null when nothing of it is left to say: the piece goes back to where it was before it was scheduled.</summary>
    public static ContentState? Of(IEnumerable<Standing> publications)
    {
        var (queued, working, done, partly, failed) = (0, 0, 0, 0, 0);
        foreach (var publication in publications)
        {
            switch (PhaseOf(publication))
            {
                case Phase.Queued: queued++; break;
                case Phase.Working: working++; break;
                case Phase.Done: done++; break;
                case Phase.Partly: partly++; break;
                case Phase.Failed: failed++; break;
                case Phase.Nothing: break;
            }
        }

        return (queued, working, done, partly, failed) switch
        {
            (0, 0, 0, 0, 0) => null,
            ( > 0, 0, 0, 0, 0) => ContentState.Scheduled,
            ( > 0, _, _, _, _) or (_, > 0, _, _, _) => ContentState.Publishing,
            (_, _, > 0, 0, 0) => ContentState.Published,
            (_, _, 0, 0, > 0) => ContentState.Failed,
            _ => ContentState.PartiallyPublished,
        };
    }

    // What is uncertain is never called failed: a piece that may be out somewhere is not one that can be edited in silence.
    private static Phase PhaseOf(Standing of) => of switch
    {
        { Certainty: Certainty.Out or Certainty.Removed } => Phase.Done,
        { Certainty: Certainty.NotOut, Job: JobStatus.Queued } => Phase.Queued,
        { Job: JobStatus.Queued or JobStatus.Running or JobStatus.RetryScheduled or JobStatus.Confirming or JobStatus.AwaitingManual or JobStatus.Unconfirmed } => Phase.Working,
        { Certainty: Certainty.MaybeOut or Certainty.PartlyOut } => Phase.Partly,
        { Job: JobStatus.Failed } => Phase.Failed,
        { Job: JobStatus.Succeeded } => Phase.Done,
        { Job: JobStatus.Cancelled or null } => Phase.Nothing,
    };

    private enum Phase
    {
        Nothing,
        Queued,
        Working,
        Done,
        Partly,
        Failed,
    }
}

/// <summary>What a publication says about its piece.</summary>
/// <param name="Certainty">Of the piece itself there. A revision that goes out as an update has no certainty of its own: <see cref="Certainty.NotOut"/>.</param>
/// <param name="Job">The newest job that publishes or updates; null: none.</param>
public sealed record Standing(Certainty Certainty, JobStatus? Job);
