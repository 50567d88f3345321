namespace Broadcaster.Core.Planning.Research.Firecrawl;

/// <summary>One hit of a search.</summary>
internal sealed record FirecrawlHit(string Url, string? Title, string? Description);

/// <summary>One page that was scraped.</summary>
/// <param name="Html">The page as it is, for reading it as any other; null where Firecrawl gave Markdown only (a PDF, say).</param>
/// <param name="StatusCode">What the page's own server answered.</param>
internal sealed record FirecrawlPage(string? Html, string? Markdown, string? Url, int? StatusCode, string? Error, decimal Credits);

/// <summary>Why Firecrawl did not do what it was asked.</summary>
internal enum FirecrawlTrouble
{
    /// <summary>401, 403: the key is wrong.</summary>
    Key,

    /// <summary>402: paid up credits are gone.</summary>
    Credits,

    /// <summary>429, also after waiting.</summary>
    Busy,

    /// <summary>408.</summary>
    TimedOut,

    /// <summary>400, 404, 413, 422: it does not take this request.</summary>
    Request,

    /// <summary>5xx.</summary>
    Server,

    /// <summary>Not reached, or an answer that is none of Firecrawl's.</summary>
    Unreachable,
}

/// <param name="message">For people; holds no key.</param>
internal sealed class FirecrawlException(FirecrawlTrouble trouble, string message) : Exception(message)
{
    public FirecrawlTrouble Trouble => trouble;

    /// <summary>Asking again would only be refused again.</summary>
    public bool IsFinal => trouble is FirecrawlTrouble.Key or FirecrawlTrouble.Credits or FirecrawlTrouble.Unreachable;
}
