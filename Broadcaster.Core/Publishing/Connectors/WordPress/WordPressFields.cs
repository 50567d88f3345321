using System.Globalization;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>The fields of a post as WordPress wants them: what they refer to (picture, terms, author) is there before.</summary>
internal static class WordPressFields
{
    private const string PictureKey = "wordpress.picture";

    /// <returns>The fields but for status and slug; or why they cannot be had.</returns>
    public static async Task<WordPressAnswer<Dictionary<string, object>>> MakeAsync(
        WordPressClient client, PublishRequest request, WordPressSettings settings, IReadOnlyDictionary<string, string> known, (string Picture, string Terms) steps, CancellationToken ct)
    {
        request.Steps.Begin(steps.Picture);
        var (picture, noPicture) = await UploadPictureAsync(client, request, known, ct);
        if (noPicture is not null)
        {
            return noPicture;
        }

        request.Steps.Begin(steps.Terms);
        var categories = await WordPressTerms.ResolveAsync(client, "categories", settings.Categories, request.Steps, ct);
        var tags = categories.Ok ? await WordPressTerms.ResolveAsync(client, "tags", request.Rendered.Tags, request.Steps, ct) : categories;
        if (!tags.Ok)
        {
            return tags.Failure!;
        }

        var fields = new Dictionary<string, object>
        {
            ["title"] = WordPressHtml.Text(request.Rendered.Title),
            ["content"] = WordPressMarks.Mark(request),
            ["excerpt"] = WordPressHtml.Text(request.Rendered.Fields["excerpt"]),
        };
        if (categories.Value!.Count > 0)
        {
            fields["categories"] = categories.Value;
        }

        // An update also takes away what the piece no longer has.
        if (tags.Value!.Count > 0 || request.Existing is not null)
        {
            fields["tags"] = tags.Value;
        }

        if (picture is not null || request.Existing is not null)
        {
            fields["featured_media"] = picture ?? 0;
        }

        if (!string.IsNullOrWhiteSpace(settings.Author))
        {
            var author = await AuthorAsync(client, settings.Author.Trim(), ct);
            if (!author.Ok)
            {
                return author.Failure!;
            }

            fields["author"] = author.Value;
        }

        return fields;
    }

    // The bytes go up once: a later attempt takes the id that this one noted down. Noted by picture, as an edit may have
    // brought another before the next attempt.
    private static async Task<(long? Id, PublishOutcome? Failure)> UploadPictureAsync(
        WordPressClient client, PublishRequest request, IReadOnlyDictionary<string, string> known, CancellationToken ct)
    {
        if (request.Content.FeaturedImage is not { } image)
        {
            return (null, null);
        }

        var note = $"{PictureKey}.{image.MediaId}";
        if (known.TryGetValue(note, out var noted))
        {
            return (long.Parse(noted, CultureInfo.InvariantCulture), null);
        }

        await using var stream = await request.Media.OpenAsync(request.Context.WorkspaceId, image.MediaId, ct);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, ct);
        var uploaded = await client.UploadAsync(bytes.ToArray(), image.FileName, image.ContentType, ct);
        if (!uploaded.Ok)
        {
            return (null, uploaded.Failure);
        }

        var id = uploaded.Value!.Id;
        await request.Checkpoints.WriteAsync(new Dictionary<string, string> { [note] = id.ToString(CultureInfo.InvariantCulture) }, ct);
        if (!string.IsNullOrWhiteSpace(image.AltText))
        {
            var described = await client.PostAsync<WordPressId>($"media/{id}", new { alt_text = image.AltText }, Effect.Harmless, ct);
            if (!described.Ok)
            {
                request.Steps.Log("The picture is uploaded, but WordPress did not take its description.");
            }
        }

        return (id, null);
    }

    private static async Task<WordPressAnswer<long>> AuthorAsync(WordPressClient client, string author, CancellationToken ct)
    {
        if (long.TryParse(author, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        var found = await client.GetAsync<IReadOnlyList<WordPressUser>>("users", $"slug={Uri.EscapeDataString(author)}&_fields=id,slug", ct);
        return found switch
        {
            { Ok: false } => found.Failure!,
            { Value: [var user, ..] } => user.Id,
            _ => new PublishOutcome.Rejected(new Fault($"WordPress knows no author \"{author}\".", "Put the author's id into the channel's settings, or leave Author empty.")),
        };
    }
}
