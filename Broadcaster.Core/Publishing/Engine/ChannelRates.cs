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
        var taken = 0;
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

    public void Dispose()
    {
        foreach (var bucket in buckets.Values)
        {
            bucket.Limiter.Dispose();
        }
    }

    private sealed class Bucket(int rate)
    {
        public int Rate => rate;

        public TokenBucketRateLimiter Limiter { get; } = new(new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, rate / 20),
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(60.0 / rate),
            QueueLimit = 0,
            AutoReplenishment = true,
        });

        public Bucket ReplaceBy(Bucket next)
        {
            Limiter.Dispose();
            return next;
        }
    }
}
