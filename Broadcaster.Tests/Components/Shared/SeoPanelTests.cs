using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Components.Shared;

public sealed class SeoPanelTests : BunitTestBase
{
    private readonly FakeTime clock = new();

    public SeoPanelTests()
    {
        Services.AddSingleton<SeoScorer>();
        Services.AddSingleton<TimeProvider>(clock);
    }

    [Fact]
    public void Shown_Text_ScoredAtOnceWithTheHeaviestFixFirst()
    {
        var panel = RenderPanel("A plan for the week", "A short text.\n\n## With a heading\n\nAnd little else.");
        var expected = new SeoScorer().Score(new SeoInput { Title = "A plan for the week", Body = "A short text.\n\n## With a heading\n\nAnd little else." });

        Assert.Equal(expected.Score.ToString(System.Globalization.CultureInfo.InvariantCulture), panel.Find(".ring").TextContent.Trim());
        Assert.Equal(expected.Failed.Select(c => c.Id), panel.FindAll(".failed li").Select(li => li.GetAttribute("data-check")));
        var first = panel.Find(".failed li").TextContent;
        Assert.Contains(expected.Failed.First().Fix, first, StringComparison.Ordinal);
        Assert.Contains(expected.Failed.First().Finding, first, StringComparison.Ordinal);
    }

    [Fact]
    public void Shown_Score_IsSaidInWordsToScreenReaders()
    {
        var panel = RenderPanel("A plan", "Text.");

        Assert.Matches(@"\d+ of 100\..*to mend", panel.Find("[role=status]").TextContent.ReplaceLineEndings(" "));
        Assert.Equal("true", panel.Find(".ring").GetAttribute("aria-hidden"));
        Assert.Equal(panel.Find("h3").Id, panel.Find("section").GetAttribute("aria-labelledby"));
        Assert.Contains("No keyword", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Typed_Several_MeasuredOnceAfterThePause()
    {
        var panel = RenderPanel("A plan", "Text.");
        var before = panel.Find(".failed").InnerHtml;

        panel.Render(p => p.Add(x => x.Body, "Text that grows."));
        clock.Advance(TimeSpan.FromMilliseconds(200));
        panel.Render(p => p.Add(x => x.Body, "Text that grows and grows."));
        clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal("true", panel.Find("section").GetAttribute("aria-busy"));
        Assert.Equal(before, panel.Find(".failed").InnerHtml);
        clock.Advance(TimeSpan.FromMilliseconds(200));

        panel.WaitForAssertion(() => Assert.Equal("false", panel.Find("section").GetAttribute("aria-busy")));
        var expected = new SeoScorer().Score(new SeoInput { Title = "A plan", Body = "Text that grows and grows." });
        Assert.Equal(expected.Failed.Select(c => c.Id), panel.FindAll(".failed li").Select(li => li.GetAttribute("data-check")));
        Assert.All(expected.Failed, c => Assert.Contains(c.Finding, panel.Find(".failed").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Rendered_SameTextAgain_NotMeasuredAgain()
    {
        var panel = RenderPanel("A plan", "Text.", ["plan"]);

        panel.Render(p => p.Add(x => x.Keywords, ["plan"]));

        Assert.Equal(0, clock.PendingTimers);
        Assert.Equal("false", panel.Find("section").GetAttribute("aria-busy"));
    }

    [Fact]
    public void Keywords_Typed_HandedOutAsAList()
    {
        IReadOnlyList<string>? typed = null;
        var panel = Render<SeoPanel>(p => p.Add(x => x.Title, "T").Add(x => x.Body, "B").Add(x => x.KeywordsChanged, (IReadOnlyList<string> k) => typed = k));

        panel.Find("input").Change(" content calendar, plan ,, Plan");

        Assert.Equal(["content calendar", "plan"], typed);
    }

    [Fact]
    public void Form_NoTitleAndNoHeading_MeasuredAsAPost() => Assert.Contains("Measured as a post", RenderPanel("", "Just a few words.").Markup, StringComparison.Ordinal);

    private IRenderedComponent<SeoPanel> RenderPanel(string title, string body, IReadOnlyList<string>? keywords = null) =>
        Render<SeoPanel>(p => p.Add(x => x.Title, title).Add(x => x.Body, body).Add(x => x.Keywords, keywords ?? []));
}
