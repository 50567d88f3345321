using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>A token bucket a channel: so many sends a minute, evenly, with a burst of a twentieth of it.</summary>
public sealed class ChannelRates : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Bucket> buckets = new();

    /// <summary>Takes up to <paramref name="wanted"/> sends out of the channel's bucket; answers how many it got.</summary>
    public int Take(Guid channelId, int? perMinute, int wanted)
    {
        if (perMinute is not { } rate)
        {
            return wanted;
        }

        var bucket = buckets.AddOrUpdate(channelId, _ => new Bucket(rate), (_, old) => old.Rate == rate ? old : old.ReplaceBy(new Bucket(rate)));
        var taken = bucket.TakeReturned(wanted);
        while (taken < wanted)
        {
            using var lease = bucket.Limiter.AttemptAcquire();
            if (!lease.IsAcquired)
            {
                break;
            }

            taken++;
        }

        return taken;
    }

    /// <summary>Gives back what was taken and not sent.</summary>
    public void Return(Guid channelId, int unused)
    {
        if (unused > 0 && buckets.TryGetValue(channelId, out var bucket))
        {
            bucket.Return(unused);
        }
    }

    public void Dispose()
    {
        foreach (var bucket in buckets.Values)
        {
            bucket.Limiter.Dispose();
        }
    }

    private sealed class Bucket(int rate)
    {
        private readonly Lock gate = new();
        private int returned;

        public int Rate => rate;

        public TokenBucketRateLimiter Limiter { get; } = new(new TokenBucketRateLimiterOptions
        {
            TokenLimit = LimitOf(rate),
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(60.0 / rate),
            QueueLimit = 0,
            AutoReplenishment = true,
        });

        // The limiter takes nothing back, so what comes back is kept beside it; both together never hold more than a burst.
        public void Return(int tokens)
        {
            lock (gate)
            {
                returned = Math.Min(returned + tokens, Room);
            }
        }

        public int TakeReturned(int wanted)
        {
            lock (gate)
            {
                var taken = Math.Min(wanted, Math.Min(returned, Room));
                returned = Math.Min(returned, Room) - taken;
                return taken;
            }
        }

        private int Room => LimitOf(rate) - (int)(Limiter.GetStatistics()?.CurrentAvailablePermits ?? 0);

        private static int LimitOf(int rate) => Math.Max(1, rate / 20);

        public Bucket ReplaceBy(Bucket next)
        {
            Limiter.Dispose();
            return next;
        }
    }
}
