using Broadcaster.Core.Publishing.Ledger;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>A ledger whose database goes away when a test says so, before or after the write.</summary>
internal sealed class FaultyLedger(ILedger inner) : ILedger
{
    public int FailBegins { get; set; }

    public int FailCompletes { get; set; }

    public int FailRenews { get; set; }

    public int FailReturnedProbes { get; set; }

    /// <summary>The write arrives and only its answer is lost.</summary>
    public bool AfterTheWrite { get; set; }

    /// <summary>Runs when jobs are claimed and nobody knows it yet.</summary>
    public Action OnClaimed { get; set; } = () => { };

    /// <summary>Runs when intents are in and nobody knows it yet.</summary>
    public Action OnBegun { get; set; } = () => { };

    public int Begins { get; private set; }

    public int Completes { get; private set; }

    public Task<IReadOnlyList<DueChannel>> FindDueChannelsAsync(DateTimeOffset now, CancellationToken ct) => inner.FindDueChannelsAsync(now, ct);

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(IReadOnlyList<ChannelQuota> quotas, string node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) =>
        AfterwardsAsync(inner.ClaimAsync(quotas, node, now, leaseUntil, ct), OnClaimed);

    public Task<bool> TakeProbeAsync(Guid channelId, DateTimeOffset now, DateTimeOffset until, CancellationToken ct) => inner.TakeProbeAsync(channelId, now, until, ct);

    public Task ReturnProbeAsync(Guid channelId, DateTimeOffset until, DateTimeOffset now, CancellationToken ct) =>
        FailReturnedProbes-- > 0 ? throw new IOException("The database is away.") : inner.ReturnProbeAsync(channelId, until, now, ct);

    public async Task<IReadOnlyDictionary<Guid, Gate>> BeginAsync(IReadOnlyList<Intent> intents, string node, DateTimeOffset now, CancellationToken ct)
    {
        Begins++;
        if (FailBegins-- > 0)
        {
            if (AfterTheWrite)
            {
                await inner.BeginAsync(intents, node, now, ct);
            }

            throw new IOException("The database is away.");
        }

        return await AfterwardsAsync(inner.BeginAsync(intents, node, now, ct), OnBegun);
    }

    public async Task<IReadOnlySet<Guid>> CompleteAsync(IReadOnlyList<OutcomeWrite> outcomes, string node, CancellationToken ct)
    {
        Completes++;
        if (FailCompletes-- > 0)
        {
            if (AfterTheWrite)
            {
                await inner.CompleteAsync(outcomes, node, ct);
            }

            throw new IOException("The database is away.");
        }

        return await inner.CompleteAsync(outcomes, node, ct);
    }

    private static async Task<T> AfterwardsAsync<T>(Task<T> call, Action then)
    {
        var answer = await call;
        then();
        return answer;
    }

    public Task<IReadOnlySet<Guid>> RenewAsync(IReadOnlyCollection<ClaimedJob> jobIds, string node, DateTimeOffset leaseUntil, CancellationToken ct) =>
        FailRenews-- > 0 ? throw new IOException("The database is away.") : inner.RenewAsync(jobIds, node, leaseUntil, ct);

    public Task SaveProgressAsync(IReadOnlyCollection<JobProgress> progress, string node, CancellationToken ct) => inner.SaveProgressAsync(progress, node, ct);

    public Task ReleaseAsync(IReadOnlyCollection<Guid> jobIds, string node, DateTimeOffset nextAttemptAt, CancellationToken ct) => inner.ReleaseAsync(jobIds, node, nextAttemptAt, ct);

    public Task<IReadOnlyList<DateTimeOffset>> UpcomingAsync(DateTimeOffset now, DateTimeOffset horizon, int limit, CancellationToken ct) => inner.UpcomingAsync(now, horizon, limit, ct);
}
