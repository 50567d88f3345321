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
        Capabilities = Capabilities.Tags | Capabilities.CanonicalUrl | Capabilities.Update | Capabilities.Remove | Capabilities.Verify,
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

    protected override Task<PublishOutcome> PublishAsync(PublishRequest request, WebhookSettings settings, CancellationToken ct) =>
        SendAsync(request, "content.published", settings, ct);

    protected override Task<PublishOutcome> UpdateAsync(PublishRequest request, WebhookSettings settings, CancellationToken ct) =>
        SendAsync(request, "content.updated", settings, ct);

    protected override Task<PublishOutcome> RemoveAsync(PublishRequest request, WebhookSettings settings, CancellationToken ct) =>
        SendAsync(request, "content.removed", settings, ct);

    protected override async Task<FindOutcome> VerifyAsync(PublishRequest request, WebhookSettings settings, CancellationToken ct)
    {
        if (!Uri.TryCreate(request.Existing!.Permalink, UriKind.Absolute, out var permalink))
        {
            return new FindOutcome.Inconclusive(new Fault(
                "The receiver never said where the piece is, so nobody can look.", "Let it answer the event with {\"url\": \"…\"}, the address of the piece."));
        }

        var exchange = await WebhookClient.VisitAsync(request.Context, permalink, ct);
        return exchange switch
        {
            { Ok: true } or { Status: >= 200 and < 300 } => new FindOutcome.Found(request.Existing.ExternalId, request.Existing.Permalink),
            { Status: 404 or 410 } => new FindOutcome.Absent(),
            { Status: { } status } => new FindOutcome.Inconclusive(new Fault($"{permalink.Authority} answered {status}, which says neither that the piece is there nor that it is not.", "Open its address yourself.", status)),
            _ => new FindOutcome.Inconclusive(OutcomeText.FaultOf(exchange.Failure!) ?? new Fault($"{permalink.Authority} could not be asked.")),
        };
    }

    private static async Task<PublishOutcome> SendAsync(PublishRequest request, string type, WebhookSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        request.Steps.Begin(Sending);
        var exchange = await WebhookClient.SendAsync(request, type, settings, ct);

        // Standard Webhooks: any 2xx is a yes, even where the rest of the answer got lost.
        if (exchange.Ok || exchange.Status is >= 200 and < 300)
        {
            var (id, url) = WebhookClient.ReadAnswer(exchange.Body);
            return new PublishOutcome.Succeeded(id ?? request.Existing?.ExternalId, url ?? request.Existing?.Permalink, request.Context.Wire.Mask(exchange.Body));
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
