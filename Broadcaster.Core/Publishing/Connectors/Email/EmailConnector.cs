using System.Globalization;
using Broadcaster.Core.Foundation.Common.Markdown;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>
/// Mails each piece to the channel's list, one mail a recipient. It keeps a place in the list: an attempt after a crash
/// goes on at the next recipient, and whoever's mail was on its way is named as unknown and never mailed again unasked.
/// </summary>
public sealed class EmailConnector(NetworkGuard guard, ISubscribers subscribers) : Connector<EmailSettings>
{
    public const string Id = "email";

    private const string Preparing = "Preparing";
    private const string Connecting = "Connecting";
    private const string Sending = "Sending mails";
    private const string Finishing = "Counting results";

    public override ConnectorDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Name = "E-mail",
        Description = "Mails every piece to a list of recipients, with an unsubscribe link in each mail.",
        Prerequisites = ["A mail server (SMTP) and an account that may send for the From address", "SPF, DKIM and DMARC set up for that domain, so that mails arrive", "The recipients' consent"],
        Icon = "mail",
        Color = "#c2410c",
        Guarantee = Guarantee.None,
        Capabilities = Capabilities.Resumable,
        Limits = new ConnectorLimits { TitleCharacters = 200 },
        Steps = [Preparing, Connecting, Sending, Finishing],
        DefaultConcurrency = 1,
        RequestTimeout = TimeSpan.FromSeconds(60),
    };

    protected override RenderedContent Render(ChannelContent content, EmailSettings settings)
    {
        var text = MarkdownText.ToPlainText(content.Body);
        return new RenderedContent
        {
            Title = content.Title,
            Body = text,
            Html = MarkdownText.ToHtml(content.Body),
            Length = Descriptor.Limits.Measure(text),
            Limit = Descriptor.Limits.Body,
            Fields = new Dictionary<string, string>
            {
                ["subject"] = content.Title,
                ["from"] = settings.From,
                ["recipients"] = settings.Mailboxes().Count.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    protected override async Task<PublishOutcome> PublishAsync(PublishRequest request, EmailSettings settings, CancellationToken ct)
    {
        request.Steps.Begin(Preparing);
        var context = request.Context;
        var ledger = await MailLedger.ReadAsync(request, ct);
        if (UnsubscribeFault(context, settings) is { } fault)
        {
            return MailSummary.Mark(new PublishOutcome.Rejected(fault), ledger);
        }

        var list = settings.Mailboxes();
        var gone = await subscribers.UnsubscribedAsync(context.WorkspaceId, context.ChannelId, [.. list.Select(m => m.Key)], ct);

        // Whoever got the mail before unsubscribing is counted as sent; nobody who left is written to.
        var open = list.Where(m => ledger.StateOf(m) == MailState.Open && !gone.Contains(m.Key)).ToList();
        SmtpFailure? stop = null;
        if (open.Count > 0)
        {
            request.Steps.Begin(Connecting);
            var run = new MailRun(request, settings, guard, ledger, Write(request, settings), m => Link(context, m));
            try
            {
                await run.ExecuteAsync(open, Sending, ct);
            }
            catch (BlockedAddressException blocked)
            {
                return MailSummary.Mark(new PublishOutcome.Rejected(new Fault(blocked.Message, blocked.Hint)), ledger);
            }

            stop = run.Stop;
        }

        request.Steps.Begin(Finishing);
        return context.Wire.DryRun
            ? new PublishOutcome.Succeeded(Note: $"{open.Count} mails would be sent.")
            : MailSummary.Mark(MailSummary.Of(list, gone, ledger, stop, settings), ledger);
    }

    protected override async Task<ConnectionTest> TestAsync(ConnectorContext context, EmailSettings settings, CancellationToken ct)
    {
        var account = string.IsNullOrEmpty(settings.Username) ? settings.Host : $"{settings.Username} at {settings.Host}";
        if (UnsubscribeFault(context, settings) is { } fault)
        {
            return new ConnectionTest(false, account, $"{fault.Message} {fault.Hint}");
        }

        try
        {
            await context.Wire.ExchangeAsync(
                new WireCapture("CONNECT", $"smtp://{settings.Host}:{settings.Port}", null),
                async token =>
                {
                    await using var session = await SmtpSession.OpenAsync(settings, guard, context.Wire.Timeout, token);
                    return true;
                },
                () => true,
                ct);
            return new ConnectionTest(true, account);
        }
        catch (SmtpFailure failure)
        {
            return new ConnectionTest(false, account, context.Wire.Mask(OutcomeText.Of(MailSummary.OfStop(failure, settings))));
        }
        catch (BlockedAddressException blocked)
        {
            return new ConnectionTest(false, account, $"{blocked.Message} {blocked.Hint}");
        }
    }

    // A link to this machine is of use to nobody elsewhere; a mail server on this machine is somebody trying things out.
    private static Fault? UnsubscribeFault(ConnectorContext context, EmailSettings settings) =>
        Uri.TryCreate(context.PublicUrl, UriKind.Absolute, out var address) && AddressKinds.IsThisMachine(address.Host) && !AddressKinds.IsThisMachine(settings.Host)
            ? new Fault(
                $"The unsubscribe link in the mails would lead to {context.PublicUrl}, which nobody but this machine can reach.",
                "Set the address at which readers reach Broadcaster: Settings → Site → Public address, or Publishing:PublicUrl for the whole installation.")
            : null;

    private static Newsletter Write(PublishRequest request, EmailSettings settings)
    {
        var (context, content) = (request.Context, request.Content);

        // In a mail there is no page that an address could be relative to.
        var html = HtmlSanitizer.Clean(request.Rendered.Html, context.PublicUrl);
        return new Newsletter
        {
            Key = request.Key ?? request.JobId,
            ChannelId = context.ChannelId,
            ListName = context.ChannelName,
            From = Mailbox.Parse(settings.From)!,
            ReplyTo = Mailbox.Parse(settings.ReplyTo),
            Subject = request.Rendered.Title ?? "",
            Text = request.Rendered.Body,
            Html = NewsletterHtml.Of(request.Rendered.Title ?? "", content.Summary, html, content.Language, context.ChannelName, content.CanonicalUrl),
            Date = request.FirstSentAt ?? context.Clock.GetUtcNow(),
        };
    }

    private string Link(ConnectorContext context, Mailbox recipient) =>
        context.PublicUrl + subscribers.UnsubscribePath(context.WorkspaceId, context.ChannelId, recipient.Key);
}
