using System.Globalization;
using System.Net;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>
/// Posts to a self-hosted WordPress. A post is made as a draft that carries the publication's key in an HTML comment (which every
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
    private const string BegunKey = "wordpress.begun";

    public override ConnectorDescriptor Descriptor { get; } = new()
    {
        Id = "wordpress",
        Name = "WordPress",
        Description = "Posts to a WordPress site of your own, with categories, tags and the featured picture.",
        Prerequisites = ["The address of the site (WordPress 5.6 or newer)", "An account that may publish: author, editor or administrator", "An application password of that account (Users → Profile → Application Passwords)"],
        Icon = "article",
        Color = "#21759b",
        Guarantee = Guarantee.Findable,
        Capabilities = Capabilities.Drafts | Capabilities.Tags | Capabilities.Images | Capabilities.Update | Capabilities.Remove | Capabilities.Verify,
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

        // What was made under this key is used, by whichever job, and whether or not that came to note it down.
        WordPressPost? post = null;
        if (request.Attempt > 1 || known.ContainsKey(BegunKey))
        {
            var found = await WordPressSearch.ByNoteOrMarkAsync(client, request, known, ct);
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

        var made = await WordPressFields.MakeAsync(client, request, settings, known, (Picture, Terms), ct);
        if (made.Value is not { } fields)
        {
            return made.Failure!;
        }

        fields["slug"] = request.Rendered.Fields["slug"];
        request.Steps.Begin(Creating);
        if (post is null)
        {
            await request.Checkpoints.WriteAsync(new Dictionary<string, string> { [BegunKey] = "1" }, ct);
            var created = await client.PostAsync<WordPressPost>("posts", new Dictionary<string, object>(fields) { ["status"] = "draft" }, Effect.Harmless, ct, WordPressSearch.Fields);
            if (created.Value is not { } draft)
            {
                return created.Failure!;
            }

            post = draft;
            fields.Clear();
            await request.Checkpoints.WriteAsync(new Dictionary<string, string> { [WordPressSearch.PostKey] = post.Id.ToString(CultureInfo.InvariantCulture) }, ct);
        }

        request.Steps.Begin(Publishing);
        if (settings.Status == WordPressStatus.Draft && !request.Context.Wire.DryRun)
        {
            return Done(post, "Saved as a draft in WordPress.");
        }

        // A draft that was found may hold an older text: it goes out with the one that is approved now.
        fields["status"] = StatusOf(settings.Status);
        var published = await client.PostAsync<WordPressPost>($"posts/{post.Id}", fields, Effect.Irreversible, ct, WordPressSearch.Fields);
        return published.Ok ? Done(published.Value!, settings.Status == WordPressStatus.Pending ? "Waits for review in WordPress." : null) : published.Failure!;
    }

    protected override async Task<PublishOutcome> UpdateAsync(PublishRequest request, WordPressSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        var known = await request.Checkpoints.ReadAsync(ct);
        request.Steps.Begin(Connecting);
        var connected = await WordPressClient.ConnectAsync(request.Context.Wire, settings, ct);
        if (connected.Value is not { } client)
        {
            return connected.Failure!;
        }

        long id;
        if (request.Context.Wire.DryRun)
        {
            id = WordPressExisting.IdOf(request) ?? 0;
        }
        else
        {
            var read = await WordPressExisting.ReadAsync(client, request, ct);
            if (read.Value is not { } there)
            {
                return read.Failure!;
            }

            if (there.Status == "trash")
            {
                return WordPressExisting.InTrash();
            }

            if (WordPressExisting.HasUpdate(there, request))
            {
                // Without a version the next update looks closely: somebody may have edited it since.
                return Done(there, "An earlier attempt had already updated it.", WordPressExisting.IsExactly(there, request) ? there.ModifiedGmt : null);
            }

            if (!request.Overwrite && !WordPressExisting.IsAsWeLeftIt(there, request.Existing!))
            {
                return WordPressExisting.Conflict(there);
            }

            id = there.Id;
        }

        var made = await WordPressFields.MakeAsync(client, request, settings, known, (Picture, Terms), ct);
        if (made.Value is not { } fields)
        {
            return made.Failure!;
        }

        request.Steps.Begin(Publishing);
        var updated = await client.PostAsync<WordPressPost>($"posts/{id}", fields, Effect.Irreversible, ct, WordPressSearch.Fields);
        return updated.Code == WordPressExisting.NoSuchPost ? WordPressExisting.Missing(updated.Status)
            : updated.Ok ? Done(updated.Value!, null) : updated.Failure!;
    }

    protected override async Task<PublishOutcome> RemoveAsync(PublishRequest request, WordPressSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        request.Steps.Begin(Connecting);
        var connected = await WordPressClient.ConnectAsync(request.Context.Wire, settings, ct);
        if (connected.Value is not { } client)
        {
            return connected.Failure!;
        }

        var id = WordPressExisting.IdOf(request);
        if (id is null && !request.Context.Wire.DryRun)
        {
            var read = await WordPressExisting.ReadAsync(client, request, ct);
            if (read.Value is not { } there)
            {
                return read.Failure!;
            }

            id = there.Id;
        }

        var existing = request.Existing!;
        var trashed = await client.TrashAsync($"posts/{id ?? 0}", ct);
        return trashed switch
        {
            { Ok: true } => new PublishOutcome.Succeeded(existing.ExternalId ?? id?.ToString(CultureInfo.InvariantCulture), existing.Permalink, Note: "It is in the trash of WordPress.", PlatformVersion: trashed.Value?.ModifiedGmt),
            { Code: WordPressExisting.AlreadyTrashed } => new PublishOutcome.Succeeded(existing.ExternalId, existing.Permalink, Note: "It was in the trash of WordPress already."),
            { Code: WordPressExisting.NoSuchPost } or { Status: 410 } => WordPressExisting.Missing(trashed.Status),
            _ => trashed.Failure!,
        };
    }

    protected override async Task<FindOutcome> VerifyAsync(PublishRequest request, WordPressSettings settings, CancellationToken ct)
    {
        var connected = await WordPressClient.ConnectAsync(request.Context.Wire, settings, ct);
        if (connected.Value is not { } client)
        {
            return Inconclusive(connected.Failure!);
        }

        var read = await WordPressExisting.ReadAsync(client, request, ct);
        return read switch
        {
            { Value: { } post } => WordPressExisting.Standing(post, settings),
            { Failure: PublishOutcome.Gone } => new FindOutcome.Absent(),
            _ => Inconclusive(read.Failure!),
        };
    }

    protected override async Task<FindOutcome> FindAsync(PublishRequest request, WordPressSettings settings, CancellationToken ct)
    {
        settings = WordPressOptions.Over(settings, request.Content);
        var connected = await WordPressClient.ConnectAsync(request.Context.Wire, settings, ct);
        if (connected.Value is not { } client)
        {
            return Inconclusive(connected.Failure!);
        }

        var found = await WordPressSearch.ByNoteOrMarkAsync(client, request, await request.Checkpoints.ReadAsync(ct), ct);
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

    private static bool IsDone(WordPressPost post, WordPressSettings settings) => post.Status switch
    {
        "publish" or "future" or "private" or "trash" => true,
        "pending" => settings.Status is WordPressStatus.Pending or WordPressStatus.Draft,
        _ => settings.Status == WordPressStatus.Draft,
    };

    private static PublishOutcome Done(WordPressPost post, string? note) => Done(post, note, post.ModifiedGmt);

    private static PublishOutcome Done(WordPressPost post, string? note, string? version) => new PublishOutcome.Succeeded(
        post.Id.ToString(CultureInfo.InvariantCulture), post.Link is null ? null : WebUtility.HtmlDecode(post.Link), Note: note, PlatformVersion: version);

    private static FindOutcome Inconclusive(PublishOutcome failure) =>
        new FindOutcome.Inconclusive(OutcomeText.FaultOf(failure) ?? new Fault("WordPress could not be asked."));

    private static string StatusOf(WordPressStatus status) => status switch
    {
        WordPressStatus.Publish => "publish",
        WordPressStatus.Draft => "draft",
        WordPressStatus.Pending => "pending",
    };
}
