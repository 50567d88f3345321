using Broadcaster.Core.Foundation.Live;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Components.Shared;

public sealed class LiveRegionTests : BunitTestBase
{
    private readonly RecordingFeed feed = new();
    private readonly List<IReadOnlyList<LiveEvent>> told = [];

    private readonly FakeTime time = new();

    public LiveRegionTests()
    {
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton<TimeProvider>(time);
    }

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

    [Fact]
    public async Task Pace_AfterAChange_TheNextBatchWaits()
    {
        var topic = LiveTopic.Jobs(Guid.NewGuid());
        RenderRegion(topic, TimeSpan.FromSeconds(1));

        var first = feed.Open[0].OnBatch([new LiveEvent(topic.WorkspaceId, "job.updated", Guid.NewGuid(), DateTimeOffset.UnixEpoch)]);
        await time.WaitForTimersAsync();

        Assert.Equal(2, told.Count);
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await first.Soon();
    }

    [Fact]
    public async Task Pace_ProgressAlone_WaitsForNothing()
    {
        var topic = LiveTopic.Jobs(Guid.NewGuid());
        RenderRegion(topic, TimeSpan.FromSeconds(1));

        await feed.Open[0].OnBatch([new LiveEvent(topic.WorkspaceId, "job.progress", Guid.NewGuid(), DateTimeOffset.UnixEpoch, Progress: new LiveProgress(10, "Publishing", 0, 2))]);

        Assert.Equal(0, time.PendingTimers);
    }

    [Fact]
    public async Task Disposed_WhileItPauses_EndsAtOnceAndQuietly()
    {
        var topic = LiveTopic.Jobs(Guid.NewGuid());
        RenderRegion(topic, TimeSpan.FromSeconds(1));
        var batch = feed.Open[0].OnBatch([new LiveEvent(topic.WorkspaceId, "job.updated", Guid.NewGuid(), DateTimeOffset.UnixEpoch)]);
        await time.WaitForTimersAsync();

        await DisposeComponentsAsync();

        await batch.Soon();
        Assert.Equal(0, time.PendingTimers);
    }

    private IRenderedComponent<LiveRegion> RenderRegion(LiveTopic topic, TimeSpan pace = default) =>
        Render<LiveRegion>(p => p.Add(r => r.Topic, topic).Add(r => r.OnChange, told.Add).Add(r => r.Pace, pace));

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
