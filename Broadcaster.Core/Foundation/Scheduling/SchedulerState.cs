using System.Collections.Concurrent;
using Quartz;

namespace Broadcaster.Core.Foundation.Scheduling;

/// <summary>Whether the schedulers of this node run, as their owners say. Asking for it makes none.</summary>
public sealed class SchedulerState
{
    private static readonly string[] All = [SchedulingServices.WakeUpScheduler, SchedulingServices.RecurringScheduler];

    private readonly ConcurrentDictionary<string, IScheduler> running = new();

    /// <summary>The names of those that do not run yet.</summary>
    public IReadOnlyList<string> Starting => [.. All.Where(name => !running.ContainsKey(name))];

    /// <summary>The names of those that ran, and do not any more.</summary>
    public IReadOnlyList<string> Stopped => [.. All.Where(name => running.TryGetValue(name, out var scheduler) && scheduler.Status != SchedulerStatus.Running)];

    internal void Runs(string name, IScheduler scheduler) => running[name] = scheduler;
}
