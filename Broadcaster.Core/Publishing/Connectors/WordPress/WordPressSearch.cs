using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>Finds a post of ours by its mark.</summary>
internal static class WordPressSearch
{
    public const string PostKey = "wordpress.post";
    public const string Fields = "_fields=id,link,slug,status,content,title,date_gmt,modified_gmt,password&context=edit";
    private const string Everywhere = "status=publish,future,draft,pending,private,trash&orderby=id";

    // The noted id first. In the trash counts as out: somebody saw it and threw it away.
    public static async Task<WordPressAnswer<WordPressPost?>> ByNoteOrMarkAsync(
        WordPressClient client, PublishRequest request, IReadOnlyDictionary<string, string> known, CancellationToken ct)
    {
        if (known.TryGetValue(PostKey, out var id))
        {
            var post = await client.GetAsync<WordPressPost>($"posts/{id}", Fields, ct);
            if (post is { Ok: true, Value: { } noted })
            {
                return noted;
            }

            if (post.Code is not "rest_post_invalid_id")
            {
                return post.Failure!;
            }
        }

        return await ByMarkAsync(client, request, ct);
    }

    // The search, which reads the text in the database itself; then the newest posts, in case a plugin has replaced the search.
    public static async Task<WordPressAnswer<WordPressPost?>> ByMarkAsync(WordPressClient client, PublishRequest request, CancellationToken ct)
    {
        var mark = WordPressMarks.OfPost(request);
        string[] queries =
        [
            $"search={WordPressMarks.KeyOf(request)}&per_page=10&order=asc&{Everywhere}&{Fields}",
            $"per_page=20&order=desc&{Everywhere}&{Fields}",
        ];
        foreach (var query in queries)
        {
            var posts = await client.GetAsync<IReadOnlyList<WordPressPost>>("posts", query, ct);
            if (!posts.Ok)
            {
                return posts.Failure!;
            }

            // Several only if two attempts ran at once: the one that is out counts.
            var ours = posts.Value!.Where(p => p.Content?.Raw?.Contains(mark, StringComparison.Ordinal) == true).OrderBy(p => p.Id).ToList();
            if (ours.Count > 0)
            {
                return ours.Find(p => p.Status == "publish") ?? ours[0];
            }
        }

        return new WordPressAnswer<WordPressPost?>(null, null, 200);
    }
}
