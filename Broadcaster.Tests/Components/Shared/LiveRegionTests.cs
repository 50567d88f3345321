using Broadcaster.Core.Live;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Components.Shared;

public sealed class LiveRegionTests : BunitTestBase
{
    private readonly RecordingFeed feed = new();
    private readonly List<IReadOnlyList<LiveEvent>> told = [];

    public LiveRegionTests() => Services.AddSingleton<ILiveFeed>(feed);

    [Fact]
    public void Rendered_FirstTime_SubscribesAndAsksForAFreshLook()
    {
        var topic = LiveTopic.Jobs(Guid.NewGuid());

        RenderRegion(topic);

        Assert.Equal(topic, Assert.Single(feed.Open).Topic);
        Assert.Empty(Assert.Single(told));
    }

    [Fact]
    public async Task Feed_SendsABatch_ReachesThePage()
    {
        var topic = LiveTopic.Jobs(Guid.NewGuid());
        RenderRegion(topic);
        var change = new LiveEvent(topic.WorkspaceId, "job.updated", Guid.NewGuid(), DateTimeOffset.UnixEpoch);

        await feed.Open[0].OnBatch([change]);

        Assert.Equal([change], told[^1]);
    }

    [Fact]
    public void Topic_Changes_LeavesTheOldOne()
    {
        var region = RenderRegion(LiveTopic.Jobs(Guid.NewGuid()));
        var other = LiveTopic.Channels(Guid.NewGuid());

        region.Render(p => p.Add(r => r.Topic, other));

        Assert.Equal(other, Assert.Single(feed.Open).Topic);
    }

    [Fact]
    public async Task Disposed_PageLeft_SubscribesNoMore()
    {
        RenderRegion(LiveTopic.Jobs(Guid.NewGuid()));
        var batch = feed.Open[0].OnBatch;

        await DisposeComponentsAsync();
        await batch([]);

        Assert.Empty(feed.Open);
        Assert.Single(told);
    }

    private IRenderedComponent<LiveRegion> RenderRegion(LiveTopic topic) =>
        Render<LiveRegion>(p => p.Add(r => r.Topic, topic).Add(r => r.OnChange, told.Add));

    private sealed class RecordingFeed : ILiveFeed
    {
        public List<Subscription> Open { get; } = [];

        public void Publish(LiveEvent change) => throw new NotSupportedException();

        public IDisposable Subscribe(LiveTopic topic, Func<IReadOnlyList<LiveEvent>, Task> onBatch)
        {
            var subscription = new Subscription(topic, onBatch, s => Open.Remove(s));
            Open.Add(subscription);
            return subscription;
        }
    }

    private sealed class Subscription(LiveTopic topic, Func<IReadOnlyList<LiveEvent>, Task> onBatch, Action<Subscription> onDispose) : IDisposable
    {
        public LiveTopic Topic => topic;

        public Func<IReadOnlyList<LiveEvent>, Task> OnBatch => onBatch;

        public void Dispose() => onDispose(this);
    }
}
