using Broadcaster.Core.Data;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Publishing;

public sealed class PublishedFilesTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task WriteAsync_NamesThatWouldClimb_StayBelowPublished()
    {
        var files = new PublishedFiles(Options.Create(new StorageOptions { Root = folder.FullPath }));
        var content = new ChannelContent(
            Guid.NewGuid(), Guid.NewGuid(), "A & B", "Text", null, "../../etc", [], null, "en",
            new Dictionary<string, string>(), new Dictionary<string, string>(), null, "up", "Up");
        var rendered = new RenderedContent { Title = "A & B", Body = "Text", Html = "<p>Text</p>", Length = 4 };

        await files.WriteAsync("../up", "My Channel / ../x", content, rendered, default);
        await files.WriteAsync("../up", "My Channel / ../x", content, rendered, default);

        var written = Directory.GetFiles(folder.FullPath, "*", SearchOption.AllDirectories);
        Assert.Equal(2, written.Length);
        Assert.All(written, path => Assert.StartsWith(folder.Combine("published"), path, StringComparison.Ordinal));
        Assert.Equal("# A & B\n\nText\n", await File.ReadAllTextAsync(written.Single(p => p.EndsWith(".md", StringComparison.Ordinal))));
        Assert.Contains("<title>A &amp; B</title>", await File.ReadAllTextAsync(written.Single(p => p.EndsWith(".html", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
