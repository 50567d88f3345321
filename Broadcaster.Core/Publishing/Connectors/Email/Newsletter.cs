using System.Globalization;
using System.Text;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>The mail of one piece: the same for everybody but for the address, the id and the way out of the list.</summary>
internal sealed record Newsletter
{
    /// <summary>What everything of this newsletter goes under, by whichever job.</summary>
    public required Guid Key { get; init; }

    public required Guid ChannelId { get; init; }

    public required string ListName { get; init; }

    public required Mailbox From { get; init; }

    public Mailbox? ReplyTo { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>A whole document; see <see cref="NewsletterHtml"/>.</summary>
    public required string Html { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>The same for a recipient on every attempt.</summary>
    public string MessageIdFor(Mailbox recipient) => $"<{Key:N}.{recipient.Hash}@{From.Domain}>";

    /// <summary>The message as it goes over the wire, before dots are doubled: ASCII, CRLF.</summary>
    /// <param name="unsubscribe">The recipient's own link out of the list.</param>
    public string MessageFor(Mailbox recipient, string unsubscribe)
    {
        var boundary = $"=_{Key:N}";
        var mail = new StringBuilder(Text.Length + (2 * Html.Length) + 2048);
        Header(mail, "From", From.ToHeader());
        Header(mail, "To", recipient.ToHeader());
        if (ReplyTo is not null)
        {
            Header(mail, "Reply-To", ReplyTo.ToHeader());
        }

        Header(mail, "Subject", MimeWords.Text(Subject));
        Header(mail, "Date", Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(mail, "Message-ID", MessageIdFor(recipient));
        Header(mail, "List-Id", $"{MimeWords.Phrase(ListName)} <{ChannelId:N}.{From.Domain}>");
        Header(mail, "List-Unsubscribe", $"<{unsubscribe}>");
        Header(mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        Header(mail, "MIME-Version", "1.0");
        Header(mail, "Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        mail.Append("\r\n");
        Part(mail, boundary, "text/plain", $"{Text}\n\n-- \nYou get this mail because you are on the list \"{ListName}\".\nUnsubscribe: {unsubscribe}\n");
        Part(mail, boundary, "text/html", Html.Replace(NewsletterHtml.UnsubscribeMark, System.Net.WebUtility.HtmlEncode(unsubscribe), StringComparison.Ordinal));
        return mail.Append("--").Append(boundary).Append("--\r\n").ToString();
    }

    private static void Header(StringBuilder mail, string name, string value) => mail.Append(name).Append(": ").Append(value).Append("\r\n");

    private static void Part(StringBuilder mail, string boundary, string type, string text)
    {
        mail.Append("--").Append(boundary).Append("\r\nContent-Type: ").Append(type)
            .Append("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        QuotedPrintable.Encode(text, mail);
        mail.Append("\r\n");
    }
}
