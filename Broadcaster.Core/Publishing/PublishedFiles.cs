using System.Text;
using Broadcaster.Core.Data;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing;

/// <summary>Keeps what went out as Markdown and HTML under <c>published/{workspace}/{channel}/</c>, so that it outlives any database.</summary>
public sealed class PublishedFiles(IOptions<StorageOptions> storage)
{
    public async Task WriteAsync(string workspaceSlug, string channelName, ChannelContent content, RenderedContent rendered, CancellationToken ct)
    {
        var folder = storage.Value.PathOf("published", SafeName(workspaceSlug), SafeName(channelName));
        Directory.CreateDirectory(folder);
        var name = $"{SafeName(content.Slug)}-{content.ContentId.ToString("N")[^8..]}";
        await WriteAsync(Path.Combine(folder, $"{name}.md"), $"# {content.Title}\n\n{content.Body}\n", ct);
        await WriteAsync(
            Path.Combine(folder, $"{name}.html"),
            $"<!doctype html>\n<html lang=\"{System.Net.WebUtility.HtmlEncode(content.Language)}\">\n<meta charset=\"utf-8\">\n<title>{System.Net.WebUtility.HtmlEncode(rendered.Title ?? content.Title)}</title>\n{rendered.Html}\n</html>\n",
            ct);
    }

    // Written beside and moved over: nobody ever reads half a file.
    private static async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), ct);
        File.Move(temporary, path, overwrite: true);
    }

    private static string SafeName(string name)
    {
        var safe = new string([.. name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? char.ToLowerInvariant(c) : '-')]).Trim('-');
        return safe.Length == 0 ? "untitled" : safe[..Math.Min(safe.Length, 80)];
    }
}
