using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Publishing.Jobs;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>The state of a piece while and after publishing, derived from its jobs (dry runs and cancelled ones left out).</summary>
public static class ContentProgress
{
    /// <summary>Null when no job is left: the piece goes back to where it was before it was scheduled.</summary>
    public static ContentState? Derive(IReadOnlyCollection<JobStatus> jobs)
    {
        var live = jobs.Where(s => s != JobStatus.Cancelled).ToList();
        if (live.Count == 0)
        {
            return null;
        }

        if (live.TrueForAll(s => s == JobStatus.Queued))
        {
            return ContentState.Scheduled;
        }

        if (live.Exists(s => s is not (JobStatus.Succeeded or JobStatus.Failed)))
        {
            return ContentState.Publishing;
        }

        var succeeded = live.Count(s => s == JobStatus.Succeeded);
        return succeeded == live.Count ? ContentState.Published
            : succeeded == 0 ? ContentState.Failed
            : ContentState.PartiallyPublished;
    }
}
