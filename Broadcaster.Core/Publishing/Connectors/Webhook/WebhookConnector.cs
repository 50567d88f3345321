using Broadcaster.Core.Foundation.Common.Markdown;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Webhook;

/// <summary>Sends each piece as a signed event to an address of the user's own.</summary>
public sealed class WebhookConnector : Connector<WebhookSettings>
{
    private const string Preparing = "Preparing";
    private const string Sending = "Sending the event";

    public override ConnectorDescriptor Descriptor { get; } = new()
    {
        Id = "webhook",
        Name = "Webhook",
        Description = "Sends every piece as a signed event (Standard Webhooks) to an address of your own.",
        Prerequisites = ["An address that takes a POST with JSON", "Optional: a signing secret (whsec_…) that the receiver knows too"],
        Icon = "webhook",
        Color = "#7a3ff2",
        Guarantee = Guarantee.IdempotentKey,
        Capabilities = Capabilities.Tags | Capabilities.CanonicalUrl,
        Steps = [Preparing, Sending],
        DefaultConcurrency = 64,
    };

    protected override RenderedContent Render(ChannelContent content, WebhookSettings settings) => new()
    {
        Title = content.Title,
        Body = content.Body,
        Html = MarkdownText.ToHtml(content.Body),
        Tags = content.Tags,
        Length = Descriptor.Limits.Measure(content.Body),
        Limit = Descriptor.Limits.Body,
    };

    protected override async Task<PublishOutcome> PublishAsync(PublishRequest request, WebhookSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        request.Steps.Begin(Sending);
        var exchange = await WebhookClient.SendAsync(request, settings, ct);

        // Standard Webhooks: any 2xx is a yes, even where the rest of the answer got lost.
        if (exchange.Ok || exchange.Status is >= 200 and < 300)
        {
            var (id, url) = WebhookClient.ReadAnswer(exchange.Body);
            return new PublishOutcome.Succeeded(id, url, request.Context.Wire.Mask(exchange.Body));
        }

        return exchange.Status == 410
            ? new PublishOutcome.Rejected(new Fault(
                "The receiver says that this address is gone for good (410).",
                "Put the new address into the channel's settings, or remove the channel.",
                410))
            : exchange.Failure!;
    }

    protected override async Task<ConnectionTest> TestAsync(ConnectorContext context, WebhookSettings settings, CancellationToken ct)
    {
        var exchange = await WebhookClient.ReachAsync(context, settings, ct);
        var host = new Uri(settings.Url).Authority;
        return exchange switch
        {
            // Addresses that take POST alone answer a HEAD with 404, 405 or 501: what counts is that somebody is there.
            { Status: 401 or 403 } => new ConnectionTest(false, host, $"{host} refuses the request ({exchange.Status}). Check the extra headers."),
            { Status: 410 } => new ConnectionTest(false, host, $"{host} says that this address is gone for good (410)."),
            { Status: < 500 or 501 } => new ConnectionTest(true, host),
            _ => new ConnectionTest(false, host, OutcomeText.Of(exchange.Failure!)),
        };
    }
}
