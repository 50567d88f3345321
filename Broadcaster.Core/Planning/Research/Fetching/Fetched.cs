namespace Broadcaster.Core.Planning.Research.Fetching;

/// <summary>What came of asking for a page: its text, or why not.</summary>
internal abstract record Fetched
{
    private Fetched()
    {
    }

    /// <param name="Address">After redirects.</param>
    /// <param name="Markup">HTML, or plain text where <paramref name="IsPlain"/>.</param>
    internal sealed record Page(Uri Address, string Markup, bool IsPlain) : Fetched;

    /// <param name="Message">For people: what happened and what to do.</param>
    internal sealed record Failed(SourceStatus Status, string Message) : Fetched;
}
