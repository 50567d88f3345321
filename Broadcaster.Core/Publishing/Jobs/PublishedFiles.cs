using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Keeps what went out as Markdown and HTML under <c>published/{workspace}/{channel}/</c>, so that it outlives any database.</summary>
public sealed class PublishedFiles(IOptions<StorageOptions> storage)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ConcurrentDictionary<(string, string), string> folders = new();

    /// <summary>Synchronous, for a thread of its own: a few small files cost less than the way to another thread and back.</summary>
    public void Write(string workspaceSlug, string channelName, ChannelContent content, RenderedContent rendered)
    {
        var folder = folders.GetOrAdd((workspaceSlug, channelName), static (names, storage) => storage.PathOf("published", SafeName(names.Item1), SafeName(names.Item2)), storage.Value);
        var path = Path.Combine(folder, $"{SafeName(content.Slug)}-{content.ContentId.ToString("N")[^8..]}");
        try
        {
            Write(path, content, rendered);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(folder);
            Write(path, content, rendered);
        }
    }

    private static void Write(string path, ChannelContent content, RenderedContent rendered)
    {
        Write($"{path}.md", $"# {content.Title}\n\n{content.Body}\n");
        Write(
            $"{path}.html",
            $"<!doctype html>\n<html lang=\"{WebUtility.HtmlEncode(content.Language)}\">\n<meta charset=\"utf-8\">\n<title>{WebUtility.HtmlEncode(rendered.Title ?? content.Title)}</title>\n{rendered.Html}\n</html>\n");
    }

    // Written beside and moved over: nobody ever reads half a file.
    private static void Write(string path, string text)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, Utf8.GetBytes(text), 0);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static string SafeName(string name)
    {
        var safe = new string([.. name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? char.ToLowerInvariant(c) : '-')]).Trim('-');
        return safe.Length == 0 ? "untitled" : safe[..Math.Min(safe.Length, 80)];
    }
}
