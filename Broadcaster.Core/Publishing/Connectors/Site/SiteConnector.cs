using System.Text.Encodings.Web;
using System.Text.Json;
using Broadcaster.Core.Foundation.Common.Markdown;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Site;

/// <summary>Publishes to the public site that this installation serves itself.</summary>
public sealed class SiteConnector(ISitePages pages) : Connector<SiteChannelSettings>
{
    private const string Preparing = "Preparing";
    private const string Writing = "Publishing the page";
    private const int SummaryCharacters = 200;

    private static readonly JsonSerializerOptions Shown = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Fault NoAnswer = new("The database did not answer, so nobody can say whether it was done.");
    private static readonly Fault NoPage = new("There is no such page on the site.", "Publish the piece again to put it there.");

    public override ConnectorDescriptor Descriptor { get; } = new()
    {
        Id = "site",
        Name = "Built-in site",
        Description = "Publishes to the public site that Broadcaster serves itself, with feed and sitemap. Nothing to set up.",
        Icon = "public",
        Color = "#1f7a4d",
        Guarantee = Guarantee.IdempotentKey,
        Capabilities = Capabilities.Tags | Capabilities.Images | Capabilities.CanonicalUrl | Capabilities.Update | Capabilities.Remove | Capabilities.Verify,
        Limits = new ConnectorLimits { TitleCharacters = 300, Images = 1 },
        Steps = [Preparing, Writing],
        DefaultConcurrency = 8,
    };

    protected override RenderedContent Render(ChannelContent content, SiteChannelSettings settings) => new()
    {
        Title = content.Title,
        Body = content.Body,
        Html = MarkdownText.ToHtml(content.Body),
        Tags = content.Tags,
        Length = Descriptor.Limits.Measure(content.Body),
        Limit = Descriptor.Limits.Body,
        Fields = new Dictionary<string, string>
        {
            ["slug"] = content.Slug,
            ["summary"] = string.IsNullOrWhiteSpace(content.Summary) ? MarkdownText.Excerpt(content.Body, SummaryCharacters) : content.Summary.Trim(),
        },
    };

    protected override async Task<PublishOutcome> PublishAsync(PublishRequest request, SiteChannelSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        var post = PostOf(request);
        request.Steps.Begin(Writing);
        var capture = new WireCapture("PUT", Permalink(request, post.Slug), JsonSerializer.Serialize(post, Shown));
        var place = await request.Context.Wire.ExchangeAsync<SitePlace?>(
            capture,
            token => pages.WriteAsync(post, token),
            () => new SitePlace(Guid.Empty, post.Slug),
            ct);
        return place is null
            ? new PublishOutcome.Unknown(NoAnswer)
            : new PublishOutcome.Succeeded(place.PageId.ToString(), Permalink(request, place.Slug), Note: place.Slug == post.Slug ? null : $"Another piece has the address \"{post.Slug}\"; this one got \"{place.Slug}\".");
    }

    protected override async Task<PublishOutcome> UpdateAsync(PublishRequest request, SiteChannelSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        var (post, target) = (PostOf(request), TargetOf(request));
        request.Steps.Begin(Writing);
        var answer = await request.Context.Wire.ExchangeAsync(
            new WireCapture("PUT", AddressOf(request), JsonSerializer.Serialize(post, Shown)),
            token => pages.UpdateAsync(target, post, token),
            () => new SiteAnswer(SiteStanding.Out, Pretended(request)),
            ct);
        return answer.Standing switch
        {
            SiteStanding.Out => new PublishOutcome.Succeeded(answer.Place!.PageId.ToString(), Permalink(request, answer.Place.Slug)),
            SiteStanding.Removed => new PublishOutcome.Gone(new Fault("The page was taken down.", "Publish the piece again to bring it back at the same address.")),
            SiteStanding.Missing => new PublishOutcome.Gone(NoPage),
            SiteStanding.Unknown => new PublishOutcome.Unknown(NoAnswer),
        };
    }

    protected override async Task<PublishOutcome> RemoveAsync(PublishRequest request, SiteChannelSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        var target = TargetOf(request);
        var answer = await request.Context.Wire.ExchangeAsync(
            new WireCapture("DELETE", AddressOf(request), null),
            token => pages.RemoveAsync(target, token),
            () => new SiteAnswer(SiteStanding.Removed, Pretended(request)),
            ct);
        return answer.Standing switch
        {
            SiteStanding.Out or SiteStanding.Removed => new PublishOutcome.Succeeded(answer.Place!.PageId.ToString(), Permalink(request, answer.Place.Slug), Note: "Its address says that it is gone (410)."),
            SiteStanding.Missing => new PublishOutcome.Gone(NoPage),
            SiteStanding.Unknown => new PublishOutcome.Unknown(NoAnswer),
        };
    }

    protected override async Task<FindOutcome> VerifyAsync(PublishRequest request, SiteChannelSettings settings, CancellationToken ct)
    {
        var target = TargetOf(request);
        var answer = await request.Context.Wire.ExchangeAsync(
            new WireCapture("GET", AddressOf(request), null),
            token => pages.FindAsync(target, token),
            () => new SiteAnswer(SiteStanding.Out, Pretended(request)),
            ct);
        return answer.Standing switch
        {
            SiteStanding.Out => new FindOutcome.Found(answer.Place!.PageId.ToString(), Permalink(request, answer.Place.Slug)),
            SiteStanding.Removed or SiteStanding.Missing => new FindOutcome.Absent(),
            SiteStanding.Unknown => new FindOutcome.Inconclusive(NoAnswer),
        };
    }

    protected override Task<ConnectionTest> TestAsync(ConnectorContext context, SiteChannelSettings settings, CancellationToken ct) =>
        Task.FromResult(new ConnectionTest(true, $"{context.PublicUrl}/site"));

    private static SitePost PostOf(PublishRequest request)
    {
        var content = request.Content;
        return new SitePost(
            request.Context.WorkspaceId,
            content.ChannelId,
            content.ContentId,
            request.Key ?? request.JobId,
            content.WorkspaceSlug,
            content.Slug,
            request.Rendered.Title ?? "",
            request.Rendered.Fields["summary"],
            request.Rendered.Html,
            request.Rendered.Tags,
            content.CanonicalUrl,
            content.Language,
            content.FeaturedImage?.MediaId,
            content.FeaturedImage?.AltText);
    }

    private static SiteTarget TargetOf(PublishRequest request) => new(
        request.Context.WorkspaceId, request.Existing!.ContentId, Guid.TryParse(request.Existing.ExternalId, out var id) ? id : null);

    private static string AddressOf(PublishRequest request) => request.Existing!.Permalink ?? Permalink(request, request.Content.Slug);

    // In a dry run the page is taken to be where the ledger says.
    private static SitePlace Pretended(PublishRequest request)
    {
        var slug = Uri.TryCreate(request.Existing!.Permalink, UriKind.Absolute, out var address) ? Uri.UnescapeDataString(address.Segments[^1]) : request.Content.Slug;
        return new SitePlace(TargetOf(request).PageId ?? Guid.Empty, slug);
    }

    private static string Permalink(PublishRequest request, string slug) =>
        $"{request.Context.PublicUrl}/site/{Uri.EscapeDataString(request.Content.WorkspaceSlug)}/{Uri.EscapeDataString(slug)}";
}
