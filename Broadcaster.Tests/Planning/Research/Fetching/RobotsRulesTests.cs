using Broadcaster.Core.Planning.Research.Fetching;

namespace Broadcaster.Tests.Planning.Research.Fetching;

/// <summary>RFC 9309, its own examples among them.</summary>
public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /private", "/private/a", false)]
    [InlineData("User-agent: *\nDisallow: /private", "/public", true)]
    [InlineData("User-agent: *\nDisallow:", "/anything", true)]
    [InlineData("User-agent: *\nDisallow: /", "/", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("", "/a", true)]
    [InlineData("<html>not robots at all</html>", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", false)]
    [InlineData("User-agent: *\nDisallow: /page\nAllow: /page", "/page", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/files/a.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/files/a.pdf?x=1", true)]
    [InlineData("User-agent: *\nDisallow: /*/drafts/*/old", "/x/drafts/7/older", false)]
    [InlineData("User-agent: *\nDisallow: /a*b$", "/ab", false)]
    [InlineData("User-agent: *\nDisallow: /a*b$", "/axxbxb", false)]
    [InlineData("User-agent: *\nDisallow: /a*b$", "/axxbx", true)]
    [InlineData("User-agent: *\nDisallow: /search?", "/search?q=1", false)]
    [InlineData("User-agent: *\nDisallow: /search?", "/search", true)]
    [InlineData("User-agent: *\nDisallow: /ü", "/%C3%BC/x", false)]
    [InlineData("User-agent: *\nDisallow: /%7Ejoe", "/~joe/index", false)]
    [InlineData("User-agent: *\nDisallow: /a%2fb", "/a%2Fb", false)]
    [InlineData("user-AGENT: *\r\ndisALLOW: /x # why", "/x", false)]
    [InlineData("User-agent: *\rDisallow: /x", "/x", false)]
    [InlineData("\uFEFFUser-agent: *\nDisallow: /x", "/x", false)]
    [InlineData("User-agent: other\nDisallow: /", "/a", true)]
    [InlineData("User-agent: other\nUser-agent: broadcasterBOT\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: BroadcasterBot/1.0\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: Broadcaster\nDisallow: /a", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: BroadcasterBot\nDisallow: /only", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: BroadcasterBot\nDisallow: /only", "/only", false)]
    [InlineData("User-agent: BroadcasterBot\nDisallow: /a\n\nUser-agent: x\nDisallow: /b\n\nUser-agent: BroadcasterBot\nDisallow: /c", "/c", false)]
    [InlineData("User-agent: BroadcasterBot\nDisallow: /a\n\nUser-agent: x\nDisallow: /b\n\nUser-agent: BroadcasterBot\nDisallow: /c", "/b", true)]
    [InlineData("User-agent: BroadcasterBot\nSitemap: https://a.example/s.xml\nDisallow: /a", "/a", false)]
    [InlineData("Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", true)]
    public void Allows_Path_AsTheStandardSays(string robots, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(robots, "BroadcasterBot").Allows(path));

    [Theory]
    [InlineData("User-agent: *\nCrawl-delay: 3", 3.0)]
    [InlineData("User-agent: *\nCrawl-delay: 0.5", 0.5)]
    [InlineData("User-agent: *\nCrawl-delay: 86400", 10.0)]
    [InlineData("User-agent: *\nCrawl-delay: soon", null)]
    [InlineData("User-agent: BroadcasterBot\nDisallow:\nUser-agent: *\nCrawl-delay: 5", null)]
    public void CrawlDelay_IsHonouredUpToTenSeconds(string robots, double? seconds) =>
        Assert.Equal(seconds, RobotsRules.Parse(robots, "BroadcasterBot").CrawlDelay?.TotalSeconds);

    [Fact]
    public void Allows_HostilePattern_IsAnsweredAtOnce()
    {
        var rules = RobotsRules.Parse("User-agent: *\n" + string.Concat(Enumerable.Repeat("Disallow: /" + string.Concat(Enumerable.Repeat("a*", 200)) + "b\n", 1000)), "BroadcasterBot");

        Assert.True(rules.Allows("/" + new string('a', 2000)));
    }
}
