using Broadcaster.Core.Planning.Research.Analysis;

namespace Broadcaster.Core.Planning.Research;

/// <summary>One page on its way to being a source.</summary>
internal sealed class ResearchTarget(string url, SourceOrigin origin)
{
    private const int LongestExcerpt = 6_000;

    public string Url => url;

    /// <summary>Null where it is no web address; it then has a problem.</summary>
    public Uri? Address { get; init; }

    public SourceStatus Status { get; private set; } = SourceStatus.Failed;

    public string? Problem { get; private set; }

    public DateTimeOffset FetchedAt { get; set; }

    public AnalysedPage? Page { get; set; }

    public void Fail(SourceStatus status, string problem) => (Status, Problem) = (status, problem);

    public ResearchSource ToSource()
    {
        if (Page is not { Content: var content } page)
        {
            return new ResearchSource(url, Status, origin) { FetchedAt = FetchedAt, Problem = Problem };
        }

        var miner = new KeywordMiner(content.Language, "", KeywordMiner.FewTokens);
        miner.Add(page);
        return new ResearchSource(url, SourceStatus.Read, origin)
        {
            CanonicalUrl = page.Url,
            Title = content.Title,
            Description = content.Description,
            Author = content.Author,
            SiteName = content.SiteName,
            Language = content.Language,
            Words = page.Words,
            Readability = ReportWriter.Readability(page),
            Headings = [.. content.Headings.Take(100)],
            PublishedAt = content.PublishedAt,
            ModifiedAt = content.ModifiedAt,
            FetchedAt = FetchedAt,
            Text = Excerpt(content.Text),
            TopTerms = [.. miner.Best(10).Select(m => m.Text)],
            Images = content.Images,
            Links = content.Links,
        };
    }

    private static string Excerpt(string text)
    {
        if (text.Length <= LongestExcerpt)
        {
            return text.Trim();
        }

        var end = text.LastIndexOf('\n', LongestExcerpt - 1);
        end = end > LongestExcerpt / 2 ? end : text.LastIndexOf(' ', LongestExcerpt - 1) is > LongestExcerpt / 2 and var space ? space : LongestExcerpt - (char.IsHighSurrogate(text[LongestExcerpt - 1]) ? 1 : 0);
        return text[..end].Trim();
    }
}
