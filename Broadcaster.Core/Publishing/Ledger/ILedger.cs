namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>
/// The queue and the ledger as the engine uses them: few statements over many rows, each in one transaction. The row is the
/// queue; this is the only code that moves jobs while they run.
/// </summary>
public interface ILedger
{
    /// <summary>Channels with due jobs that are neither paused, broken, backing off nor behind an open circuit.</summary>
    Task<IReadOnlyList<DueChannel>> FindDueChannelsAsync(DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes up to the quota of each channel's due jobs, oldest first; no two nodes get the same row.</summary>
    Task<IReadOnlyList<ClaimedJob>> ClaimAsync(IReadOnlyList<ChannelQuota> quotas, string node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct);

    /// <summary>Takes the one probe that an open circuit lets through; false when another node was faster.</summary>
    Task<bool> TakeProbeAsync(Guid channelId, DateTimeOffset now, DateTimeOffset until, CancellationToken ct);

    /// <summary>Gives back a probe that brought no word about the channel, so that the next job may be one at once.</summary>
    /// <param name="until">As it was taken: another node's probe is left alone.</param>
    Task ReturnProbeAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct);

    /// <summary>
    /// Commits the intents of the jobs that may be sent: those still running with that attempt number on this node, whose
    /// channel holds nothing back. Repeating a call whose answer was lost is safe.
    /// </summary>
    /// <returns>By job id; who is missing is <see cref="Gate.Gone"/>.</returns>
    Task<IReadOnlyDictionary<Guid, Gate>> BeginAsync(IReadOnlyList<Intent> intents, string node, DateTimeOffset now, CancellationToken ct);

    /// <summary>Commits outcomes: attempt, job, publication, content state and channel in one transaction. Repeating is safe.</summary>
    /// <returns>The ids of the jobs whose row was moved; the others had gone on without us.</returns>
    Task<IReadOnlySet<Guid>> CompleteAsync(IReadOnlyList<OutcomeWrite> outcomes, string node, CancellationToken ct);

    /// <summary>Keeps this node's jobs.</summary>
    /// <returns>Those that are still this node's; the others were taken over.</returns>
    Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyCollection<ClaimedJob> jobs, string node, DateTimeOffset leaseUntil, CancellationToken ct);

    /// <summary>Notes where this node's jobs stand, for whoever comes later or from another node.</summary>
    Task SaveProgressAsync(IReadOnlyCollection<JobProgress> progress, string node, CancellationToken ct);

    /// <summary>Gives back what was claimed and not begun.</summary>
    Task ReleaseAsync(IReadOnlyCollection<Guid> jobIds, string node, DateTimeOffset nextAttemptAt, CancellationToken ct);

    /// <summary>The next instant after <paramref name="now"/> at which something becomes due, up to <paramref name="horizon"/>; one entry an instant.</summary>
    Task<IReadOnlyList<DateTimeOffset>> UpcomingAsync(DateTimeOffset now, DateTimeOffset horizon, int limit, CancellationToken ct);
}
