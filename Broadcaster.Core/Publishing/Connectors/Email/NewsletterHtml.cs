using System.Net;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>The HTML of a mail: one column, styles where mail programs read them, light and dark.</summary>
internal static class NewsletterHtml
{
    /// <summary>Stands for the recipient's own link until the mail is written.</summary>
    public const string UnsubscribeMark = "{{unsubscribe}}";

    public static string Of(string title, string? summary, string html, string language, string listName, string? canonicalUrl)
    {
        // Mail programs show the first words beside the subject; without this they would show the heading again.
        var preview = string.IsNullOrWhiteSpace(summary) ? "" : $"<div style=\"display:none;max-height:0;overflow:hidden\">{Text(summary)}</div>\n";
        var readOn = canonicalUrl is null ? "" : $"<p><a href=\"{Text(canonicalUrl)}\" style=\"color:#0b5cad\">Read it on the web</a></p>\n";
        return $$"""
            <!DOCTYPE html>
            <html lang="{{Text(language)}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{{Text(title)}}</title>
            <style>
            img { max-width: 100%; height: auto; }
            pre { overflow-x: auto; padding: 12px; border: 1px solid #d8dee6; border-radius: 6px; }
            blockquote { margin: 0 0 16px; padding-left: 14px; border-left: 3px solid #c9d1da; }
            table { border-collapse: collapse; } th, td { border: 1px solid #d8dee6; padding: 6px 10px; text-align: left; }
            @media (prefers-color-scheme: dark) {
              body, .sheet { background: #14181d !important; color: #e6eaef !important; }
              .quiet { color: #9ba7b5 !important; } a { color: #7db7f5 !important; }
            }
            </style>
            </head>
            <body style="margin:0;padding:0;background:#ffffff;color:#1d232b">
            {{preview}}<div class="sheet" style="max-width:600px;margin:0 auto;padding:24px 20px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.6">
            <h1 style="font-size:26px;line-height:1.25;margin:0 0 16px">{{Text(title)}}</h1>
            {{html}}
            {{readOn}}<hr style="border:0;border-top:1px solid #d8dee6;margin:32px 0 16px">
            <p class="quiet" style="font-size:13px;color:#5a6675">You get this mail because you are on the list &quot;{{Text(listName)}}&quot;. <a href="{{UnsubscribeMark}}" style="color:#0b5cad">Unsubscribe</a></p>
            </div>
            </body>
            </html>
            """;
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
