using System.Text.Encodings.Web;

namespace Broadcaster.Web.Startup;

/// <summary>
/// What a browser shows until Broadcaster can serve it. Needs no database, no session and no circuit, and goes on by itself.
/// </summary>
internal static class WaitingPage
{
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string LoadAgain = """<meta http-equiv="refresh" content="5">""";

    /// <summary>For the readers of the public sites, whom it does not concern what runs them.</summary>
    public const string ForReaders =
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        {LoadAgain}
        <title>Back in a moment</title>
        <link rel="stylesheet" href="/site.css">
        </head>
        <body>
        <main>
        <h1>Back in a moment</h1>
        <p>This site is just being started. The page loads by itself as soon as it is there.</p>
        </main>
        </body>
        </html>
        """;

    /// <summary>Its script asks until the answer is another one, and tells what goes on; without scripts it is loaded again.</summary>
    public static string Starting(string step, string? theme) => Whole(
        "Broadcaster is starting", step, theme, $"""<script type="module" src="/js/starting.js"></script><noscript>{LoadAgain}</noscript>""");

    /// <summary>No file would come any more, not even the script.</summary>
    public static string Stopping() => Whole("Broadcaster is stopping", "It may be about to start again.", null, LoadAgain);

    private static string Whole(string title, string step, string? theme, string goesOn) =>
        $"""
        <!DOCTYPE html>
        <html lang="en"{(theme is "light" or "dark" ? $" data-theme=\"{theme}\"" : "")}>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        {goesOn}
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href="/favicon.svg">
        <link rel="stylesheet" href="/app.css">
        </head>
        <body class="waiting">
        <header><img src="/favicon.svg" width="28" height="28" alt=""><span>Broadcaster</span></header>
        <main class="card">
        <h1>{title}</h1>
        <p role="status"><span class="dot pulse" aria-hidden="true"></span><span data-step>{HtmlEncoder.Default.Encode(step)}</span></p>
        <p class="muted">This page goes on by itself.</p>
        </main>
        </body>
        </html>
        """;
}
