using Broadcaster.Core.Foundation.Live;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>For steps that nobody watches: a look-up shows its result, not its way.</summary>
internal sealed class NoFeed : ILiveFeed
{
    public static readonly NoFeed Instance = new();

    public void Publish(LiveEvent change)
    {
        // Meant to go nowhere.
    }

    public IDisposable Subscribe(LiveTopic topic, Func<IReadOnlyList<LiveEvent>, Task> onBatch) =>
        throw new NotSupportedException("Nobody listens to a look-up.");
}
