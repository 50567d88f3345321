using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Live;

/// <summary>The feed within this process: folds what happened for each subscriber and hands it on at most ten times a second.</summary>
public sealed class LiveFeed(TimeProvider clock, ILogger<LiveFeed> log) : ILiveFeed
{
    /// <summary>The shortest time between two batches to one subscriber.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Guid, Subscription> subscriptions = new();
    private volatile int listeners;

    /// <summary>Raised for every event that began on this node, for the carrier to other nodes.</summary>
    public event Action<LiveEvent>? Published;

    public void Publish(LiveEvent change)
    {
        Deliver(change);
        Published?.Invoke(change);
    }

    /// <summary>Hands on an event that began on another node.</summary>
    public void Deliver(LiveEvent change)
    {
        if (listeners == 0)
        {
            return;
        }

        foreach (var (_, subscription) in subscriptions)
        {
            subscription.Offer(change);
        }
    }

    public IDisposable Subscribe(LiveTopic topic, Func<IReadOnlyList<LiveEvent>, Task> onBatch)
    {
        var id = Guid.NewGuid();
        var subscription = new Subscription(topic, onBatch, clock, log, () => Leave(id));
        subscriptions[id] = subscription;
        Interlocked.Increment(ref listeners);
        return subscription;
    }

    private void Leave(Guid id)
    {
        if (subscriptions.TryRemove(id, out _))
        {
            Interlocked.Decrement(ref listeners);
        }
    }

    private sealed class Subscription : IDisposable
    {
        private readonly Lock gate = new();
        private readonly Dictionary<(string, Guid), LiveEvent> waiting = [];
        private readonly LiveTopic topic;
        private readonly Func<IReadOnlyList<LiveEvent>, Task> onBatch;
        private readonly ILogger log;
        private readonly Action onDispose;
        private readonly ITimer timer;
        private bool scheduled;
        private bool sending;
        private bool disposed;

        public Subscription(LiveTopic topic, Func<IReadOnlyList<LiveEvent>, Task> onBatch, TimeProvider clock, ILogger log, Action onDispose)
        {
            this.topic = topic;
            this.onBatch = onBatch;
            this.log = log;
            this.onDispose = onDispose;
            timer = clock.CreateTimer(_ => _ = FlushAsync(afterPause: true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Offer(LiveEvent change)
        {
            if (!topic.Covers(change))
            {
                return;
            }

            lock (gate)
            {
                if (disposed)
                {
                    return;
                }

                // One that knows no version may be about something that the version of the other does not show.
                if (waiting.Remove((change.Type, change.Id), out var folded) && folded.Version is null)
                {
                    change = change with { Version = null };
                }

                waiting[(change.Type, change.Id)] = change;
                if (scheduled || sending)
                {
                    return;
                }

                // The first event after a quiet time goes out at once; what follows waits for the pace.
                scheduled = true;
            }

            _ = Task.Run(() => FlushAsync(afterPause: false));
        }

        public void Dispose()
        {
            lock (gate)
            {
                disposed = true;
                waiting.Clear();
            }

            timer.Dispose();
            onDispose();
        }

        // Owned by the subscription: every fault ends in the log, and no two run at once.
        private async Task FlushAsync(bool afterPause)
        {
            LiveEvent[] batch;
            lock (gate)
            {
                if (afterPause)
                {
                    sending = false;
                }

                if (disposed || sending || waiting.Count == 0)
                {
                    scheduled = false;
                    return;
                }

                batch = [.. waiting.Values];
                waiting.Clear();
                sending = true;
                scheduled = false;
            }

            try
            {
                await onBatch(batch);
            }
            catch (Exception problem)
            {
                LiveLog.SubscriberFailed(log, problem);
            }

            lock (gate)
            {
                if (!disposed)
                {
                    timer.Change(Pace, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }
}
