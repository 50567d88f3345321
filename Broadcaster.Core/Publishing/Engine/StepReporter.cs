using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>Takes a connector's steps, tells the live feed at once and keeps the log of the attempt.</summary>
internal sealed class StepReporter(RunningJob job, IReadOnlyList<string> steps, ILiveFeed feed, TimeProvider clock) : IPublishSteps
{
    private readonly Lock gate = new();
    private readonly List<StepLine> lines = new(4);
    private int current = -1;

    /// <summary>When the attempt began.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    public IReadOnlyList<StepLine> Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public void Begin(string step)
    {
        lock (gate)
        {
            lines.Add(new StepLine(clock.GetUtcNow(), step, null));
            var index = IndexOf(step);
            current = index >= 0 ? index : Math.Min(current + 1, steps.Count - 1);
        }

        Tell(step, 0);
    }

    public void Advance(double fraction) => Tell(job.Progress?.Step ?? "", Math.Clamp(fraction, 0, 1));

    public void Log(string message)
    {
        lock (gate)
        {
            lines.Add(new StepLine(clock.GetUtcNow(), null, message));
        }
    }

    private void Tell(string step, double fraction)
    {
        var total = Math.Max(1, steps.Count);
        var done = Math.Max(0, current);
        var percent = (int)Math.Min(99, 100 * (done + fraction) / total);
        job.Progress = new LiveProgress(percent, step, done, total);
        feed.Publish(new LiveEvent(job.Claim.WorkspaceId, "job.progress", job.Claim.Id, clock.GetUtcNow(), job.Claim.ContentId, job.Progress));
    }

    private int IndexOf(string step)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] == step)
            {
                return i;
            }
        }

        return -1;
    }
}
