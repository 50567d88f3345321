using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Ledger;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>The jobs that this node has now, with where each stands.</summary>
public sealed class RunningJobs
{
    private readonly ConcurrentDictionary<Guid, RunningJob> jobs = new();
    private readonly ConcurrentDictionary<Guid, int> byChannel = new();

    public int Count => jobs.Count;

    public int HeldBy(Guid channelId) => byChannel.GetValueOrDefault(channelId);

    public bool Has(Guid jobId) => jobs.ContainsKey(jobId);

    /// <summary>Where a running job of this node stands; null when it is not here.</summary>
    public LiveProgress? ProgressOf(Guid jobId) => jobs.TryGetValue(jobId, out var job) ? job.Progress : null;

    internal IEnumerable<RunningJob> All => jobs.Values;

    internal bool IsHere(RunningJob job) => jobs.TryGetValue(job.Claim.Id, out var now) && now == job;

    internal RunningJob Add(ClaimedJob job)
    {
        // Claimed anew before its former run has left, which then finds somebody else in its place.
        if (jobs.TryGetValue(job.Id, out var former))
        {
            Remove(former);
        }

        var running = new RunningJob(job);
        jobs[job.Id] = running;
        byChannel.AddOrUpdate(job.ChannelId, 1, (_, n) => n + 1);
        return running;
    }

    internal void Remove(RunningJob job)
    {
        if (jobs.TryRemove(new KeyValuePair<Guid, RunningJob>(job.Claim.Id, job)))
        {
            byChannel.AddOrUpdate(job.Claim.ChannelId, 0, (_, n) => n - 1);
        }
    }
}

/// <summary>One running job.</summary>
internal sealed class RunningJob(ClaimedJob claim)
{
    private readonly CancellationTokenSource lost = new();

    public ClaimedJob Claim => claim;

    /// <summary>The last word of its steps; null before the first.</summary>
    public LiveProgress? Progress { get; set; }

    /// <summary>What of it the database already has.</summary>
    public LiveProgress? SavedProgress { get; set; }

    /// <summary>Set when it tries a channel behind an open circuit: until when the probe was taken.</summary>
    public DateTimeOffset? Probe { get; set; }

    /// <summary>Its outcome said something about the channel.</summary>
    public bool Spoke { get; set; }

    /// <summary>Until when the lease is known to hold.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    /// <summary>Cancelled when the job was taken over: whoever works on it stops.</summary>
    public CancellationToken Lost => lost.Token;

    public void Lose() => lost.Cancel();
}
