using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Publishing.Engine;

public sealed class FileKeeperTests
{
    private const int Room = 20;

    [Fact]
    public async Task Rush_ManyShortPieces_AreWrittenBeforeThereIsNoRoomForMore()
    {
        await using var app = await TestApp.StartAsync();
        var running = new RunningJobs();
        for (var i = 0; i < 32; i++)
        {
            running.Add(RunningJobsTests.Claim());
        }

        using var keeper = ActivatorUtilities.CreateInstance<FileKeeper>(app.Services, running, Room);
        var work = Work(app);
        var content = new ChannelContent(Guid.NewGuid(), work.Channel.Id, "A", "Text", null, "a", [], null, "en", Core.Authoring.Content.ContentMetadata.None, new Dictionary<string, string>(), null, "main", "Main");
        var rendered = new RenderedContent { Title = "A", Body = "Text", Html = "Text", Tags = [], Length = 4 };
        for (var i = 0; i < Room; i++)
        {
            await keeper.KeepAsync(work, content, rendered, Guid.NewGuid());
        }

        var oneMore = keeper.KeepAsync(work, content, rendered, Guid.NewGuid()).AsTask();
        Assert.False(oneMore.IsCompleted);
        await keeper.StartAsync(default);

        // The jobs in hand end only when their pieces are taken.
        await oneMore.Soon();
        await keeper.StopAsync(default);
        Assert.Equal(2, Directory.GetFiles(app.Folder.Combine("published"), "*", SearchOption.AllDirectories).Length);
    }

    private static JobWork Work(TestApp app)
    {
        var now = app.Clock.GetUtcNow();
        var channel = new Channel { Id = Guid.NewGuid(), WorkspaceId = app.Workspace.Id, Connector = "test", Name = "Board", Settings = "{}", CreatedAt = now, UpdatedAt = now };
        var content = new ContentItem { Id = Guid.NewGuid(), WorkspaceId = app.Workspace.Id, Title = "A", Body = "Text", Slug = "a", Hash = "", CreatedAt = now, UpdatedAt = now };
        var publication = new Publication { Id = Guid.NewGuid(), WorkspaceId = app.Workspace.Id, ContentId = content.Id, ChannelId = channel.Id, Key = Guid.NewGuid(), CreatedAt = now };
        return new JobWork(app.Workspace, publication, channel, content, null);
    }
}
