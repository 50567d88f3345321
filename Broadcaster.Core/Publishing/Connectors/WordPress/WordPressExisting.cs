using System.Globalization;
using System.Net;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>A post that is out: where it stands, and whether somebody edited it there.</summary>
internal static class WordPressExisting
{
    public const string NoSuchPost = "rest_post_invalid_id";
    public const string AlreadyTrashed = "rest_already_trashed";
    private const string Fields = "_fields=id,link,slug,status,title,content,date_gmt,modified_gmt,password";

    // WordPress gives a post that is published both of its times in one go.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(2);

    /// <summary>The post of the ledger; Gone when there is none. A post in the trash is a post.</summary>
    public static async Task<WordPressAnswer<WordPressPost>> ReadAsync(WordPressClient client, PublishRequest request, CancellationToken ct)
    {
        if (IdOf(request) is not { } id)
        {
            // Published, but nobody heard which number it got: it is known by its mark.
            var found = await WordPressSearch.ByMarkAsync(client, request, ct);
            return found switch
            {
                { Ok: false } => found.Failure!,
                { Value: { } ours } => ours,
                _ => Missing(null),
            };
        }

        var post = await client.GetAsync<WordPressPost>($"posts/{id}", $"{Fields}&context=edit", ct);
        if (post.Status == 403)
        {
            // An account that may no longer edit it still sees what readers see.
            post = await client.GetAsync<WordPressPost>($"posts/{id}", $"{Fields}&context=view", ct);
        }

        return post.Code == NoSuchPost || post.Status == 410 ? Missing(post.Status) : post;
    }

    public static PublishOutcome Missing(int? status) =>
        new PublishOutcome.Gone(new Fault("The post is not in WordPress any more.", "Publish the piece again if it is to be there.", status));

    public static PublishOutcome InTrash() =>
        new PublishOutcome.Gone(new Fault("Somebody moved the post to the trash in WordPress.", "Restore it there and update again, or publish the piece anew."));

    /// <summary>The number that WordPress gave it, where the ledger has one.</summary>
    public static long? IdOf(PublishRequest request) =>
        long.TryParse(request.Existing!.ExternalId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Whether it is as we left it. Where no version was kept, an edit shows as a later time than that of publication.</summary>
    public static bool IsAsWeLeftIt(WordPressPost post, ExistingPost existing) => existing.PlatformVersion is { } version
        ? version == post.ModifiedGmt
        : TimeOf(post.ModifiedGmt) is { } modified && TimeOf(post.DateGmt) is { } published && (modified - published).Duration() <= SameMoment;

    /// <summary>Whether this very update is there already: sent before, and its answer lost.</summary>
    public static bool HasUpdate(WordPressPost post, PublishRequest request) =>
        (post.Content?.Raw ?? post.Content?.Rendered)?.Contains(WordPressMarks.OfUpdate(request), StringComparison.Ordinal) == true;

    /// <summary>Whether nothing but that update was done to it.</summary>
    public static bool IsExactly(WordPressPost post, PublishRequest request) =>
        post.Content?.Raw?.Trim() == WordPressMarks.Mark(request).Trim() && WordPressMarks.Plain(post.Title) == (request.Rendered.Title ?? "");

    public static PublishOutcome Conflict(WordPressPost post)
    {
        var theirs = post.Content?.Raw ?? post.Content?.Rendered ?? "";
        return new PublishOutcome.Conflict(
            WordPressMarks.Plain(post.Title),
            WordPressMarks.Without(theirs),
            new Fault(
                $"The post was edited in WordPress since it was sent{(TimeOf(post.ModifiedGmt) is { } at ? string.Create(CultureInfo.InvariantCulture, $" ({at:yyyy-MM-dd HH:mm} UTC)") : "")}; nothing was changed.",
                "Look at the difference: take their words over into the piece, or update all the same."));
    }

    /// <summary>What a look at the post says to somebody who asks whether readers still have it.</summary>
    public static FindOutcome Standing(WordPressPost post, WordPressSettings settings) => post.Status switch
    {
        "publish" when post.Content?.Protected == true || !string.IsNullOrEmpty(post.Password) => new FindOutcome.Inconclusive(
            new Fault("The post is there, but somebody put a password before it: readers do not see the text.", "Take the password away in WordPress if that is not meant.")),
        "publish" => Found(post),

        // Where the channel only hands in, that is all there ever was.
        "draft" when settings.Status == WordPressStatus.Draft => Found(post),
        "pending" when settings.Status is WordPressStatus.Pending or WordPressStatus.Draft => Found(post),
        "trash" or "draft" or "auto-draft" or "private" => new FindOutcome.Absent(),
        _ => new FindOutcome.Inconclusive(new Fault($"WordPress says that the post is \"{post.Status}\", which may or may not be there for readers.", "Look at it in WordPress.")),
    };

    private static FindOutcome.Found Found(WordPressPost post) =>
        new(post.Id.ToString(CultureInfo.InvariantCulture), post.Link is null ? null : WebUtility.HtmlDecode(post.Link));

    private static DateTime? TimeOf(string? gmt) =>
        DateTime.TryParse(gmt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
