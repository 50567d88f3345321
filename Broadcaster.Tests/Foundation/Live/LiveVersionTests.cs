using System.Collections.Concurrent;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Foundation.Live;

public sealed class LiveVersionTests
{
    [Fact]
    public async Task ContentUpdated_PieceWithItsTagsAndVariants_SaysTheVersionThatWasSaved()
    {
        await using var app = await TestApp.StartAsync();
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync();
        var heard = new TaskCompletionSource<LiveEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ear = app.Get<ILiveFeed>().Subscribe(LiveTopic.Content(app.Workspace.Id, item.Id), batch =>
        {
            heard.TrySetResult(Assert.Single(batch));
            return Task.CompletedTask;
        });

        var saved = await app.Get<SaveContent>().ExecuteAsync(
            app.CallerAs(Role.Author),
            item.Id,
            new ContentInput { Title = "Another", Tags = ["new"], ChannelIds = [channel.Id], Variants = [new VariantInput { ChannelId = channel.Id, Body = "Short." }] },
            null,
            false,
            default);

        Assert.Equal(("content.updated", saved.Value.Version), ((await heard.Task.Soon()).Type, (await heard.Task).Version));
    }

    [Fact]
    public async Task EventsOfOnePiece_FoldedWithOneWithoutAVersion_AreAboutAnything()
    {
        await using var app = await TestApp.StartAsync();
        var feed = app.Get<LiveFeed>();
        var id = Guid.NewGuid();
        var first = new TaskCompletionSource();
        var heard = new ConcurrentQueue<int?>();
        using var ear = feed.Subscribe(LiveTopic.Content(app.Workspace.Id, id), async batch =>
        {
            heard.Enqueue(Assert.Single(batch).Version);
            await first.Task;
        });
        Publish(1);
        await Eventually.TrueAsync(() => !heard.IsEmpty, () => "The first event did not come.");

        // Both while the page is still busy with the first.
        Publish(null);
        Publish(2);
        first.SetResult();
        await app.Time.WaitForTimersAsync();
        app.Time.Advance(LiveFeed.Pace);

        await Eventually.TrueAsync(() => heard.Count == 2, () => "The others did not come.");
        Assert.Equal([1, null], heard);

        void Publish(int? version) => feed.Publish(new LiveEvent(app.Workspace.Id, "content.updated", id, app.Clock.GetUtcNow(), id, Version: version));
    }
}
