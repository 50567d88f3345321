using System.Text.Json;
using Broadcaster.Core.Foundation.Common.Markdown;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Tests.Publishing.Connectors.Shoutbox;

/// <summary>Posts a short text to a shoutbox.</summary>
public sealed class ShoutboxConnector : Connector<ShoutboxSettings>
{
    private const string Preparing = "Preparing";
    private const string Posting = "Posting";

    public override ConnectorDescriptor Descriptor { get; } = new()
    {
        Id = "shoutbox",
        Name = "Shoutbox",
        Description = "Posts a short text to a shoutbox.",
        Prerequisites = ["A token from the shoutbox's settings page"],
        Icon = "campaign",
        Color = "#b45309",

        // The platform drops a repeat that carries the same key, so a lost answer may simply be sent again.
        Guarantee = Guarantee.IdempotentKey,
        Limits = new ConnectorLimits { TitleRequired = false, Body = 280 },
        Steps = [Preparing, Posting],
    };

    protected override RenderedContent Render(ChannelContent content, ShoutboxSettings settings)
    {
        var text = MarkdownText.ToPlainText(content.Body);
        return new RenderedContent
        {
            Body = text,
            Html = MarkdownText.ToHtml(content.Body),
            Length = Descriptor.Limits.Measure(text),
            Limit = Descriptor.Limits.Body,
        };
    }

    protected override async Task<PublishOutcome> PublishAsync(PublishRequest request, ShoutboxSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        using var post = new HttpRequestMessage(HttpMethod.Post, settings.Url.TrimEnd('/') + "/shouts")
        {
            Content = new WireContent(JsonSerializer.SerializeToUtf8Bytes(new { text = request.Rendered.Body })),
        };
        post.Headers.TryAddWithoutValidation("Authorization", $"Bearer {settings.Token}");
        post.Headers.TryAddWithoutValidation("Idempotency-Key", request.IdempotencyKey);

        request.Steps.Begin(Posting);
        var exchange = await request.Context.Wire.SendAsync(post, Effect.Irreversible, ct);
        return exchange.Failure ?? new PublishOutcome.Succeeded(Response: request.Context.Wire.Mask(exchange.Body));
    }

    protected override async Task<ConnectionTest> TestAsync(ConnectorContext context, ShoutboxSettings settings, CancellationToken ct)
    {
        using var get = new HttpRequestMessage(HttpMethod.Get, settings.Url.TrimEnd('/') + "/me");
        get.Headers.TryAddWithoutValidation("Authorization", $"Bearer {settings.Token}");
        var exchange = await context.Wire.SendAsync(get, Effect.Harmless, ct);
        return exchange.Ok ? new ConnectionTest(true, new Uri(settings.Url).Host) : new ConnectionTest(false, Problem: OutcomeText.Of(exchange.Failure!));
    }
}
