namespace Broadcaster.Core.Foundation.Live;

/// <summary>Carries events from whoever changed something to every page and client that shows it, on every node.</summary>
public interface ILiveFeed
{
    /// <summary>Hands the event on and returns at once; never throws, never blocks.</summary>
    void Publish(LiveEvent change);

    /// <summary>
    /// Calls <paramref name="onBatch"/> with what happened on the topic, at most about ten times a second, each event once
    /// and several for the same id folded into the last. Dispose to end it.
    /// </summary>
    IDisposable Subscribe(LiveTopic topic, Func<IReadOnlyList<LiveEvent>, Task> onBatch);
}
