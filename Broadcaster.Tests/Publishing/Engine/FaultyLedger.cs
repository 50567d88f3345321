using Broadcaster.Core.Publishing.Ledger;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>A ledger whose database goes away when a test says so, before or after the write.</summary>
internal sealed class FaultyLedger(ILedger inner) : ILedger
{
    public int FailBegins { get; set; }

    public int FailCompletes { get; set; }

    /// <summary>The write arrives and only its answer is lost.</summary>
    public bool AfterTheWrite { get; set; }

    public int Begins { get; private set; }

    public int Completes { get; private set; }

    public Task<IReadOnlyList<DueChannel>> FindDueChannelsAsync(DateTimeOffset now, CancellationToken ct) => inner.FindDueChannelsAsync(now, ct);

    public Task<IReadOnlyList<ClaimedJob>> ClaimAsync(IReadOnlyList<ChannelQuota> quotas, string node, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) =>
        inner.ClaimAsync(quotas, node, now, leaseUntil, ct);

    public Task<bool> TakeProbeAsync(Guid channelId, DateTimeOffset now, DateTimeOffset until, CancellationToken ct) => inner.TakeProbeAsync(channelId, now, until, ct);

    public async Task<IReadOnlySet<Guid>> BeginAsync(IReadOnlyList<Intent> intents, string node, CancellationToken ct)
    {
        Begins++;
        if (FailBegins-- > 0)
        {
            if (AfterTheWrite)
            {
                await inner.BeginAsync(intents, node, ct);
            }

            throw new IOException("The database is away.");
        }

        return await inner.BeginAsync(intents, node, ct);
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

    public Task RenewAsync(IReadOnlyCollection<Guid> jobIds, string node, DateTimeOffset leaseUntil, CancellationToken ct) => inner.RenewAsync(jobIds, node, leaseUntil, ct);

    public Task ReleaseAsync(IReadOnlyCollection<Guid> jobIds, string node, DateTimeOffset nextAttemptAt, CancellationToken ct) => inner.ReleaseAsync(jobIds, node, nextAttemptAt, ct);

    public Task<IReadOnlyList<DateTimeOffset>> UpcomingAsync(DateTimeOffset now, DateTimeOffset horizon, int limit, CancellationToken ct) => inner.UpcomingAsync(now, horizon, limit, ct);
}
