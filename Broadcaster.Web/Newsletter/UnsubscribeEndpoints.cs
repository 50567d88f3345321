using System.Text.Encodings.Web;
using Broadcaster.Core.Publishing.Newsletter;

namespace Broadcaster.Web.Newsletter;

/// <summary>The link in each mail. Opening it only asks (link scanners open everything); a POST takes the reader off the list.</summary>
internal static class UnsubscribeEndpoints
{
    public static void MapUnsubscribe(this IEndpointRouteBuilder app)
    {
        var links = app.MapGroup("/u").AllowAnonymous().ExcludeFromDescription();
        links.MapGet("/{token}", AskAsync);

        // Mail programs post "List-Unsubscribe=One-Click" (RFC 8058): no cookie, no antiforgery token; the link is the proof.
        links.MapPost("/{token}", DoAsync).DisableAntiforgery();
    }

    private static async Task<IResult> AskAsync(string token, HttpContext http, Unsubscribe unsubscribe, CancellationToken ct)
    {
        var link = await unsubscribe.LookAsync(token, ct);
        if (!link.Ok)
        {
            return Unknown(http);
        }

        return link.Value.Done
            ? Gone(http, link.Value)
            : Page(http, 200, "Unsubscribe?", $"<p>No more mails of <b>{Text(link.Value.List)}</b> to <b>{Text(link.Value.Address)}</b>?</p><form method=\"post\"><button>Unsubscribe</button></form>");
    }

    private static async Task<IResult> DoAsync(string token, HttpContext http, Unsubscribe unsubscribe, CancellationToken ct)
    {
        var oneClick = http.Request.HasFormContentType && (await http.Request.ReadFormAsync(ct))["List-Unsubscribe"] == "One-Click";
        var link = await unsubscribe.ExecuteAsync(token, oneClick ? "one_click" : "page", http.Connection.RemoteIpAddress?.ToString(), ct);
        return link.Ok ? Gone(http, link.Value) : Unknown(http);
    }

    private static IResult Gone(HttpContext http, UnsubscribeLink link) =>
        Page(http, 200, "Unsubscribed", $"<p><b>{Text(link.Address)}</b> gets no more mails of <b>{Text(link.List)}</b>.</p>");

    private static IResult Unknown(HttpContext http) =>
        Page(http, 404, "This link does not work", "<p>It may be cut off, or the list is gone. Copy the whole link from the mail, or answer the mail and ask to be taken off.</p>");

    private static IResult Page(HttpContext http, int status, string title, string body)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        return Results.Content(
            $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title><link rel=\"stylesheet\" href=\"/site.css\"></head><body><main><h1>{title}</h1>{body}</main></body></html>",
            "text/html; charset=utf-8",
            statusCode: status);
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
