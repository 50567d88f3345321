using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broadcaster.Core.Foundation.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>
/// A copy of each piece as Markdown with front matter, for people who look into the folder, search it or back it up:
/// <c>drafts/{workspace}/{id}.md</c>. The database is the truth, so a copy that cannot be written stops nobody. Called after
/// the commit, so nothing cancels it.
/// </summary>
public sealed class DraftFiles(IOptions<StorageOptions> storage, ILogger<DraftFiles> log)
{
    private const string VersionKey = "version: ";

    // JSON is YAML, quotes and all; letters beyond ASCII stay readable.
    private static readonly JsonSerializerOptions Readable = new(ModelConventions.Json) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // One turn for a piece; several pieces may share one.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 32).Select(_ => new SemaphoreSlim(1))];

    public string PathOf(string workspaceSlug, Guid contentId) => storage.Value.PathOf("drafts", workspaceSlug, $"{contentId}.md");

    public Task WriteAsync(string workspaceSlug, ContentItem item) =>
        InTurnAsync(item.Id, async () =>
        {
            var path = PathOf(workspaceSlug, item.Id);
            if (await IsNewerAsync(path, item.Version))
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var half = $"{path}.{Guid.NewGuid():N}.tmp";
            await File.WriteAllTextAsync(half, Text(item));
            File.Move(half, path, overwrite: true);
        });

    public Task RemoveAsync(string workspaceSlug, Guid contentId) =>
        InTurnAsync(contentId, () =>
        {
            File.Delete(PathOf(workspaceSlug, contentId));
            return Task.CompletedTask;
        });

    internal static string Text(ContentItem item)
    {
        var piece = ContentSnapshot.Of(item);
        var text = new StringBuilder("---\n");
        text.Append(CultureInfo.InvariantCulture, $"id: {item.Id}\n{VersionKey}{item.Version}\n");
        Add(text, "title", piece.Title);
        Add(text, "slug", piece.Slug);
        Add(text, "language", piece.Language);
        Add(text, "summary", piece.Summary);
        Add(text, "tags", piece.Tags.Count == 0 ? null : piece.Tags);
        Add(text, "canonicalUrl", piece.CanonicalUrl);
        Add(text, "featuredMediaId", piece.FeaturedMediaId);
        Add(text, "channelIds", piece.ChannelIds.Count == 0 ? null : piece.ChannelIds);
        Add(text, "metadata", piece.Metadata.Count == 0 ? null : piece.Metadata);
        Add(text, "variants", piece.Variants.Count == 0 ? null : piece.Variants);
        text.Append(CultureInfo.InvariantCulture, $"updatedAt: {item.UpdatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\n---\n\n");
        return text.Append(piece.Body).Append('\n').ToString();
    }

    private static void Add<T>(StringBuilder text, string name, T? value)
    {
        if (value is not null)
        {
            text.Append(name).Append(": ").Append(JsonSerializer.Serialize(value, Readable)).Append('\n');
        }
    }

    // Two saves may come here in the other order than they were committed in.
    private static async Task<bool> IsNewerAsync(string path, int version)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var line = await File.ReadLinesAsync(path).Take(3).FirstOrDefaultAsync(l => l.StartsWith(VersionKey, StringComparison.Ordinal));
        return line is not null && int.TryParse(line.AsSpan(VersionKey.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var there) && there > version;
    }

    private async Task InTurnAsync(Guid contentId, Func<Task> work)
    {
        var turn = turns[(uint)contentId.GetHashCode() % turns.Length];
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            await work();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.DraftFileFailed(contentId, problem);
        }
        finally
        {
            turn.Release();
        }
    }
}
