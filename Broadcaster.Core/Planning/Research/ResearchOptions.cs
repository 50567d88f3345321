using System.ComponentModel.DataAnnotations;

namespace Broadcaster.Core.Planning.Research;

/// <summary>How research reads the web. Section <c>Research</c>.</summary>
public sealed class ResearchOptions
{
    /// <summary>Larger pages are not read further. After unpacking.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int MaxPageBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>For one page with its redirects, without the wait for its site.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PageTimeout { get; set; } = TimeSpan.FromSeconds(20);

    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>Pages read at once, over all researches.</summary>
    [Range(1, 64)]
    public int MaxConcurrency { get; set; } = 6;

    /// <summary>Between two requests to the same site; a site's Crawl-delay of up to ten seconds wins where it is longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan SiteDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What sites see. Its first word up to the slash is what robots.txt calls it.</summary>
    [Required, RegularExpression(@"^[A-Za-z_-]+(/.*)?$")]
    public string UserAgent { get; set; } = "BroadcasterBot/1.0 (reads single pages for an editor; follows robots.txt)";

    /// <summary>The longest that a Retry-After of Firecrawl is waited for.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromSeconds(60);
}
