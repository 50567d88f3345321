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

    public override ConnectorDescriptor Descriptor { get; } = new()
    {
        Id = "site",
        Name = "Built-in site",
        Description = "Publishes to the public site that Broadcaster serves itself, with feed and sitemap. Nothing to set up.",
        Icon = "public",
        Color = "#1f7a4d",
        Guarantee = Guarantee.IdempotentKey,
        Capabilities = Capabilities.Tags | Capabilities.Images | Capabilities.CanonicalUrl,
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
        var content = request.Content;
        var post = new SitePost(
            request.Context.WorkspaceId,
            content.ChannelId,
            content.ContentId,
            request.JobId,
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

        request.Steps.Begin(Writing);
        var capture = new WireCapture("PUT", Permalink(request, content.Slug), JsonSerializer.Serialize(post, Shown));
        var place = await request.Context.Wire.ExchangeAsync<SitePlace?>(
            capture,
            token => pages.WriteAsync(post, token),
            () => new SitePlace(Guid.Empty, content.Slug),
            ct);
        return place is null
            ? new PublishOutcome.Unknown(new Fault("The database did not answer while the page was written."))
            : new PublishOutcome.Succeeded(place.PageId.ToString(), Permalink(request, place.Slug), Note: place.Slug == content.Slug ? null : $"Another piece has the address \"{content.Slug}\"; this one got \"{place.Slug}\".");
    }

    protected override Task<ConnectionTest> TestAsync(ConnectorContext context, SiteChannelSettings settings, CancellationToken ct) =>
        Task.FromResult(new ConnectionTest(true, $"{context.PublicUrl}/site"));

    private static string Permalink(PublishRequest request, string slug) =>
        $"{request.Context.PublicUrl}/site/{Uri.EscapeDataString(request.Content.WorkspaceSlug)}/{Uri.EscapeDataString(slug)}";
}
