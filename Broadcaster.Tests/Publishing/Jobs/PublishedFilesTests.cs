using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Publishing.Jobs;

public sealed class PublishedFilesTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task Write_NamesThatWouldClimb_StayBelowPublished()
    {
        var files = new PublishedFiles(Options.Create(new StorageOptions { Root = folder.FullPath }));
        var content = Content();
        var rendered = new RenderedContent { Title = "A & B", Body = "Text", Html = "<p>Text</p>", Length = 4 };

        files.Write("../up", "My Channel / ../x", content, rendered);
        files.Write("../up", "My Channel / ../x", content, rendered);

        var written = Directory.GetFiles(folder.FullPath, "*", SearchOption.AllDirectories);
        Assert.Equal(2, written.Length);
        Assert.All(written, path => Assert.StartsWith(folder.Combine("published"), path, StringComparison.Ordinal));
        Assert.Equal("# A & B\n\nText\n", await File.ReadAllTextAsync(written.Single(p => p.EndsWith(".md", StringComparison.Ordinal))));
        Assert.Contains("<title>A &amp; B</title>", await File.ReadAllTextAsync(written.Single(p => p.EndsWith(".html", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_InARush_WaitsForAQuieterMomentAndLosesNothing()
    {
        var running = new RunningJobs();
        using var keeper = new FileKeeper(new PublishedFiles(Options.Create(new StorageOptions { Root = folder.FullPath })), running, new FakeTime(), NullLogger<FileKeeper>.Instance);
        for (var i = 0; i < 40; i++)
        {
            running.Add(Job());
        }

        await keeper.StartAsync(default);
        await keeper.KeepAsync(Work(), Content(), new RenderedContent { Body = "Text", Html = "<p>Text</p>", Length = 4 }, Guid.NewGuid());
        Assert.False(Directory.Exists(folder.Combine("published")));

        await keeper.StopAsync(default);

        Assert.Equal(2, Directory.GetFiles(folder.Combine("published"), "*", SearchOption.AllDirectories).Length);
    }

    public void Dispose() => folder.Dispose();

    private static ChannelContent Content() => new(
        Guid.NewGuid(), Guid.NewGuid(), "A & B", "Text", null, "../../etc", [], null, "en",
        Core.Authoring.Content.ContentMetadata.None, new Dictionary<string, string>(), null, "up", "Up");

    private static JobWork Work()
    {
        var now = new FakeTime().GetUtcNow();
        var workspace = new Workspace { Id = Guid.NewGuid(), Slug = "main", Name = "Main", TimeZone = "UTC", Settings = new WorkspaceSettings(), CreatedAt = now };
        var channel = new Channel { Id = Guid.NewGuid(), WorkspaceId = workspace.Id, Connector = "test", Name = "Board", Settings = "{}", CreatedAt = now, UpdatedAt = now };
        var content = new ContentItem { Id = Guid.NewGuid(), WorkspaceId = workspace.Id, Title = "A", Body = "Text", Slug = "a", Hash = "", CreatedAt = now, UpdatedAt = now };
        var publication = new Publication { Id = Guid.NewGuid(), WorkspaceId = workspace.Id, ContentId = content.Id, ChannelId = channel.Id, Key = Guid.NewGuid(), CreatedAt = now };
        return new JobWork(workspace, publication, channel, content, null);
    }

    private static ClaimedJob Job()
    {
        var now = new FakeTime().GetUtcNow();
        return new ClaimedJob
        {
            Id = Guid.NewGuid(), WorkspaceId = Guid.NewGuid(), PublicationId = Guid.NewGuid(), Action = JobAction.Publish, Attempts = 0, Overwrite = false, ContentId = Guid.NewGuid(), ChannelId = Guid.NewGuid(), Attempt = 1, Failures = 0, MaxAttempts = 1,
            RunAt = now, ClaimedAt = now, StartedAt = now, FirstSentAt = null, Misfire = MisfirePolicy.Publish, DryRun = false, ResendUnknown = false,
            ContentHash = "", CorrelationId = "",
        };
    }
}
