using System.Globalization;
using Broadcaster.Core.Planning.Research.Analysis;
using Broadcaster.Core.Planning.Research.Fetching;
using Broadcaster.Core.Planning.Research.Reading;

namespace Broadcaster.Tests.Planning.Research.Reading;

public sealed class PageReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Files() => [.. PageFixture.All.Select(p => p.File)];

    [Fact]
    public void Fixtures_AreVaried()
    {
        Assert.True(PageFixture.All.Count >= 20);
        Assert.True(PageFixture.All.Select(p => p.Language).Distinct().Count() >= 6);
        Assert.Equal(Directory.GetFiles(Path.Combine(Architecture.Repository.Root, "Broadcaster.Tests", "Planning", "Research", "Pages")).Select(Path.GetFileName).Order(), PageFixture.All.Select(p => p.File).Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_Page_FindsWhatAPersonWould(string file)
    {
        var fixture = PageFixture.All.Single(p => p.File == file);
        var content = Read(fixture);
        var page = AnalysedPage.Of(content);
        var problems = new List<string>();
        Check(fixture.Language == content.Language, $"language {content.Language}");
        Check(fixture.Title == content.Title, $"title {content.Title}");
        Check(page.Words >= fixture.LeastWords && page.Words <= fixture.MostWords, $"{page.Words} words");
        foreach (var has in fixture.Has)
        {
            Check(has.Split('|').Any(h => content.Text.Contains(h, StringComparison.OrdinalIgnoreCase)), $"lacks \"{has}\"");
        }

        foreach (var lacks in fixture.Lacks)
        {
            Check(!content.Text.Contains(lacks, StringComparison.Ordinal), $"has \"{lacks}\"");
        }

        foreach (var heading in fixture.Headings)
        {
            Check(content.Headings.Any(h => h.Text == heading), $"no heading \"{heading}\"");
        }

        var questions = QuestionFinder.Of([page], content.Language, "").Select(q => q.Text).ToList();
        foreach (var question in fixture.Questions)
        {
            Check(questions.Contains(question), $"no question \"{question}\" among {string.Join(" / ", questions)}");
        }

        var miner = new KeywordMiner(content.Language, "");
        miner.Add(page);
        var keywords = miner.Best(15).Select(k => k.Text).ToList();
        foreach (var keyword in fixture.Keywords)
        {
            Check(keywords.Any(k => k.Contains(keyword, StringComparison.OrdinalIgnoreCase)), $"no keyword \"{keyword}\" among {string.Join(", ", keywords)}");
        }

        Check(fixture.Published == content.PublishedAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"published {content.PublishedAt:O}");
        Check(fixture.Author == content.Author, $"author {content.Author}");
        Assert.True(problems.Count == 0, $"{string.Join(Environment.NewLine, problems)}{Environment.NewLine}{content.Text}");

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }

    [Fact]
    public void Read_DatesOfAnArticle_BeatThoseOfThePageAround()
    {
        var content = Read(PageFixture.All.Single(p => p.File == "en-blog.html"));

        Assert.Equal(new DateTimeOffset(2026, 5, 11, 8, 30, 0, TimeSpan.Zero), content.ModifiedAt);
        Assert.Equal("https://site.example/blog/content-calendar", content.CanonicalUrl);
        Assert.Equal("Harbour Marketing", content.SiteName);
        Assert.Equal(1, content.Images);
    }

    [Theory]
    [InlineData("<link rel=canonical href='https://other.example/x'>", null)]
    [InlineData("<link rel=canonical href='https://www.site.example/x'>", "https://www.site.example/x")]
    [InlineData("<link rel=canonical href='javascript:alert(1)'>", null)]
    [InlineData("<link rel='canonical nofollow' href='/y?z=1'>", "https://site.example/y?z=1")]
    public void Canonical_OfAnotherSite_IsNotTaken(string head, string? expected) =>
        Assert.Equal(expected, PageReader.Read($"<head>{head}</head><p>Text.</p>", new Uri("https://site.example/a"), Now)!.CanonicalUrl);

    [Theory]
    [InlineData("2999-01-01")]
    [InlineData("0001-01-01")]
    [InlineData("tomorrow, perhaps")]
    [InlineData("")]
    public void Dates_ThatCannotBe_AreLeftOut(string date) =>
        Assert.Null(PageReader.Read($"<head><meta property='article:published_time' content='{date}'></head><p>Text.</p>", new Uri("https://site.example/a"), Now)!.PublishedAt);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<")]
    [InlineData("<html")]
    [InlineData("<!-- never closed")]
    [InlineData("<script>only script</script>")]
    [InlineData("<table><tr><td><table><tr><td>deep</table>")]
    [InlineData("\u0000\u0001\u0002")]
    [InlineData("<a href='http://[::bad'>x</a><base href='http://[::bad'><link rel=canonical href='http://[::bad'>")]
    [InlineData("<div><a><div><a><p><b><p><i></b></a>mis</i>nested</div>")]
    public void Read_BrokenPage_IsReadAsFarAsItGoes(string html) => Assert.NotNull(PageReader.Read(html, new Uri("https://site.example/a"), Now));

    [Fact]
    public void Read_PageThatNestsForever_IsRefused()
    {
        Assert.Null(PageReader.Read(string.Concat(Enumerable.Repeat("<div>", 200_000)) + "text", new Uri("https://site.example/a"), Now));
        Assert.NotNull(PageReader.Read(string.Concat(Enumerable.Repeat("<div>", 300)) + "text", new Uri("https://site.example/a"), Now));
    }

    private static PageContent Read(PageFixture fixture)
    {
        var text = Charset.Decode(fixture.Bytes(), fixture.Header);
        var address = new Uri(fixture.IsPlain ? "https://127.0.0.1/en-plain.txt" : "https://site.example/page");
        return (fixture.IsPlain ? PageReader.ReadPlain(text, address, Now) : PageReader.Read(text, address, Now))!;
    }
}
