using System.Globalization;
using System.Net;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>
/// Posts to a self-hosted WordPress. A post is made as a draft that carries the job's id in an HTML comment (which every
/// role may write and the search reads), and is then switched to public: the switch can be repeated without harm, and a
/// draft whose creation nobody saw is found again by its comment.
/// </summary>
public sealed class WordPressConnector : Connector<WordPressSettings>
{
    private const string Preparing = "Preparing";
    private const string Connecting = "Connecting";
    private const string Picture = "Uploading the picture";
    private const string Terms = "Setting categories and tags";
    private const string Creating = "Creating the post";
    private const string Publishing = "Publishing";
    private const string PostKey = "wordpress.post";
    private const string PictureKey = "wordpress.picture";
    private const string Fields = "_fields=id,link,slug,status,content&context=edit";

    public override ConnectorDescriptor Descriptor { get; } = new()
    {
        Id = "wordpress",
        Name = "WordPress",
        Description = "Posts to a WordPress site of your own, with categories, tags and the featured picture.",
        Prerequisites = ["The address of the site (WordPress 5.6 or newer)", "An account that may publish: author, editor or administrator", "An application password of that account (Users → Profile → Application Passwords)"],
        Icon = "article",
        Color = "#21759b",
        Guarantee = Guarantee.Findable,
        Capabilities = Capabilities.Drafts | Capabilities.Tags | Capabilities.Images,
        Limits = new ConnectorLimits { Images = 1, TagCharacters = 200 },
        Engagement = ["comments"],
        Steps = [Preparing, Connecting, Picture, Terms, Creating, Publishing],
        DefaultConcurrency = 4,
    };

    public override Type OptionsType => typeof(WordPressOptions);

    protected override RenderedContent Render(ChannelContent content, WordPressSettings settings)
    {
        settings = WordPressOptions.Over(settings, content);
        var html = WordPressHtml.Of(content.Body, content.CanonicalUrl);
        return new RenderedContent
        {
            Title = content.Title,
            Body = html,
            Html = html,
            Tags = content.Tags,
            Length = Descriptor.Limits.Measure(html),
            Limit = Descriptor.Limits.Body,
            Fields = new Dictionary<string, string>
            {
                ["slug"] = content.Slug,
                ["excerpt"] = content.Summary ?? "",
                ["status"] = StatusOf(settings.Status),
                ["categories"] = string.Join(", ", settings.Categories),
            },
        };
    }

    protected override async Task<PublishOutcome> PublishAsync(PublishRequest request, WordPressSettings settings, CancellationToken ct)
    {
        settings = WordPressOptions.Over(settings, request.Content);
        request.Steps.Begin(Preparing);
        var known = await request.Checkpoints.ReadAsync(ct);
        request.Steps.Begin(Connecting);
        var connected = await WordPressClient.ConnectAsync(request.Context.Wire, settings, ct);
        if (connected.Value is not { } client)
        {
            return connected.Failure!;
        }

        // What an earlier attempt made is used, whether or not that attempt came to note it down.
        WordPressPost? post = null;
        if (request.Attempt > 1)
        {
            var found = await FindByMarkerAsync(client, request, known, ct);
            if (!found.Ok)
            {
                return found.Failure!;
            }

            post = found.Value;
            if (post is not null && IsDone(post, settings))
            {
                return Done(post, "An earlier attempt had already published it.");
            }
        }

        if (post is null)
        {
            var (created, failure) = await CreateDraftAsync(client, request, settings, known, ct);
            if (created is null)
            {
                return failure!;
            }

            post = created;
            await request.Checkpoints.WriteAsync(new Dictionary<string, string> { [PostKey] = post.Id.ToString(CultureInfo.InvariantCulture) }, ct);
        }

        request.Steps.Begin(Publishing);
        if (settings.Status == WordPressStatus.Draft && !request.Context.Wire.DryRun)
        {
            return Done(post, "Saved as a draft in WordPress.");
        }

        var published = await client.PostAsync<WordPressPost>($"posts/{post.Id}", new { status = StatusOf(settings.Status) }, Effect.Irreversible, ct, Fields);
        return published.Ok ? Done(published.Value!, settings.Status == WordPressStatus.Pending ? "Waits for review in WordPress." : null) : published.Failure!;
    }

    protected override async Task<FindOutcome> FindAsync(PublishRequest request, WordPressSettings settings, CancellationToken ct)
    {
        settings = WordPressOptions.Over(settings, request.Content);
        var connected = await WordPressClient.ConnectAsync(request.Context.Wire, settings, ct);
        if (connected.Value is not { } client)
        {
            return Inconclusive(connected.Failure!);
        }

        var found = await FindByMarkerAsync(client, request, await request.Checkpoints.ReadAsync(ct), ct);
        return found switch
        {
            { Ok: false } => Inconclusive(found.Failure!),
            { Value: { } post } when IsDone(post, settings) => new FindOutcome.Found(post.Id.ToString(CultureInfo.InvariantCulture), post.Link),

            // Nothing, or a draft that nobody sees: the next attempt goes on with it.
            _ => new FindOutcome.Absent(),
        };
    }

    protected override async Task<ConnectionTest> TestAsync(ConnectorContext context, WordPressSettings settings, CancellationToken ct)
    {
        var connected = await WordPressClient.ConnectAsync(context.Wire, settings, ct);
        if (connected.Value is not { } client)
        {
            return new ConnectionTest(false, Problem: OutcomeText.Of(connected.Failure!));
        }

        var me = await client.GetAsync<WordPressUser>("users/me", "context=edit&_fields=id,name,slug,roles,capabilities", ct);
        if (me.Value is not { } user)
        {
            return new ConnectionTest(false, Problem: me.Failure is { } failure ? OutcomeText.Of(failure) : null);
        }

        var account = $"{user.Name} ({string.Join(", ", user.Roles ?? [])})";
        return settings.Status == WordPressStatus.Publish && user.Capabilities?.GetValueOrDefault("publish_posts") != true
            ? new ConnectionTest(false, account, "This account may write but not publish. Use an author's, editor's or administrator's account, or set \"Publish as\" to pending.")
            : new ConnectionTest(true, account);
    }

    protected override async Task<Engagement?> GetEngagementAsync(ConnectorContext context, WordPressSettings settings, string externalId, CancellationToken ct)
    {
        var connected = await WordPressClient.ConnectAsync(context.Wire, settings, ct);
        return connected.Value is { } client
            && await client.CountAsync("comments", $"post={Uri.EscapeDataString(externalId)}&per_page=1&_fields=id", ct) is { } comments
            ? new Engagement(new Dictionary<string, long> { ["comments"] = comments })
            : null;
    }

    private static async Task<(WordPressPost? Post, PublishOutcome? Failure)> CreateDraftAsync(
        WordPressClient client, PublishRequest request, WordPressSettings settings, IReadOnlyDictionary<string, string> known, CancellationToken ct)
    {
        request.Steps.Begin(Picture);
        var (picture, noPicture) = await UploadPictureAsync(client, request, known, ct);
        if (noPicture is not null)
        {
            return (null, noPicture);
        }

        request.Steps.Begin(Terms);
        var categories = await WordPressTerms.ResolveAsync(client, "categories", settings.Categories, request.Steps, ct);
        var tags = categories.Ok ? await WordPressTerms.ResolveAsync(client, "tags", request.Rendered.Tags, request.Steps, ct) : categories;
        if (!tags.Ok)
        {
            return (null, tags.Failure);
        }

        var body = new Dictionary<string, object>
        {
            ["title"] = WordPressHtml.Text(request.Rendered.Title),
            ["content"] = $"{request.Rendered.Body}\n{MarkerOf(request)}",
            ["excerpt"] = WordPressHtml.Text(request.Rendered.Fields["excerpt"]),
            ["slug"] = request.Rendered.Fields["slug"],
            ["status"] = "draft",
        };
        if (categories.Value!.Count > 0)
        {
            body["categories"] = categories.Value;
        }

        if (tags.Value!.Count > 0)
        {
            body["tags"] = tags.Value;
        }

        if (picture is { } media)
        {
            body["featured_media"] = media;
        }

        if (!string.IsNullOrWhiteSpace(settings.Author))
        {
            var author = await AuthorAsync(client, settings.Author.Trim(), ct);
            if (!author.Ok)
            {
                return (null, author.Failure);
            }

            body["author"] = author.Value;
        }

        request.Steps.Begin(Creating);
        var created = await client.PostAsync<WordPressPost>("posts", body, Effect.Harmless, ct, Fields);
        return (created.Value, created.Failure);
    }

    // The bytes go up once: a later attempt takes the id that this one noted down.
    private static async Task<(long? Id, PublishOutcome? Failure)> UploadPictureAsync(
        WordPressClient client, PublishRequest request, IReadOnlyDictionary<string, string> known, CancellationToken ct)
    {
        if (request.Content.FeaturedImage is not { } image)
        {
            return (null, null);
        }

        if (known.TryGetValue(PictureKey, out var noted))
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
        await request.Checkpoints.WriteAsync(new Dictionary<string, string> { [PictureKey] = id.ToString(CultureInfo.InvariantCulture) }, ct);
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

    // The noted id first; then the search, which reads the text in the database itself; then the newest posts, in case a
    // plugin has replaced the search. In the trash counts as out: somebody saw it and threw it away.
    private static async Task<WordPressAnswer<WordPressPost?>> FindByMarkerAsync(
        WordPressClient client, PublishRequest request, IReadOnlyDictionary<string, string> known, CancellationToken ct)
    {
        var marker = MarkerOf(request);
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

        const string everywhere = "status=publish,future,draft,pending,private,trash&orderby=id";
        string[] queries =
        [
            $"search={request.JobId}&per_page=10&order=asc&{everywhere}&{Fields}",
            $"per_page=20&order=desc&{everywhere}&{Fields}",
        ];
        foreach (var query in queries)
        {
            var posts = await client.GetAsync<IReadOnlyList<WordPressPost>>("posts", query, ct);
            if (!posts.Ok)
            {
                return posts.Failure!;
            }

            // Several only if two attempts ran at once: the one that is out counts.
            var ours = posts.Value!.Where(p => p.Content?.Raw?.Contains(marker, StringComparison.Ordinal) == true).OrderBy(p => p.Id).ToList();
            if (ours.Count > 0)
            {
                return ours.Find(p => p.Status == "publish") ?? ours[0];
            }
        }

        return new WordPressAnswer<WordPressPost?>(null, null, 200);
    }

    private static string MarkerOf(PublishRequest request) => $"<!-- broadcaster:{request.JobId} -->";

    private static bool IsDone(WordPressPost post, WordPressSettings settings) => post.Status switch
    {
        "publish" or "future" or "private" or "trash" => true,
        "pending" => settings.Status is WordPressStatus.Pending or WordPressStatus.Draft,
        _ => settings.Status == WordPressStatus.Draft,
    };

    private static PublishOutcome Done(WordPressPost post, string? note) =>
        new PublishOutcome.Succeeded(post.Id.ToString(CultureInfo.InvariantCulture), post.Link is null ? null : WebUtility.HtmlDecode(post.Link), Note: note);

    private static FindOutcome Inconclusive(PublishOutcome failure) =>
        new FindOutcome.Inconclusive(OutcomeText.FaultOf(failure) ?? new Fault("WordPress could not be asked."));

    private static string StatusOf(WordPressStatus status) => status switch
    {
        WordPressStatus.Publish => "publish",
        WordPressStatus.Draft => "draft",
        WordPressStatus.Pending => "pending",
    };
}
