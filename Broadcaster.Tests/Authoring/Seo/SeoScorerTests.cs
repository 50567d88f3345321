using System.Globalization;
using Broadcaster.Core.Authoring.Seo;

namespace Broadcaster.Tests.Authoring.Seo;

public sealed class SeoScorerTests
{
    private static readonly SeoInput Good = new() { Title = SeoTexts.Title, Summary = SeoTexts.Summary, Slug = SeoTexts.Slug, Body = SeoTexts.Article, Keywords = SeoTexts.Keywords };

    private static readonly SeoInput GoodPost = new() { Title = "", Body = SeoTexts.Post, Keywords = ["content calendar"] };

    private static readonly SeoScorer Scorer = new();

    [Theory]
    [InlineData(SeoForm.Long)]
    [InlineData(SeoForm.Short)]
    public void Rules_OfAForm_SumTo100AndHaveDistinctNames(SeoForm form)
    {
        var rules = SeoScorer.RulesOf(form);

        Assert.Equal(100, rules.Sum(r => r.Weight));
        Assert.All(rules, r => Assert.InRange(r.Weight, 1, 15));
        Assert.Equal(rules.Length, rules.Select(r => r.Id).Distinct().Count());
        Assert.Equal(rules.Length, rules.Select(r => r.Label).Distinct().Count());
    }

    [Fact]
    public void Score_GoodArticle_PassesEverything()
    {
        var score = Scorer.Score(Good);

        Assert.Equal("", string.Join("; ", score.Failed.Select(c => $"{c.Id}: {c.Finding}")));
        Assert.Equal((100, SeoForm.Long, "en"), (score.Score, score.Form, score.Language));
    }

    [Fact]
    public void Score_GoodPost_PassesEverything()
    {
        var score = Scorer.Score(GoodPost);

        Assert.Equal("", string.Join("; ", score.Failed.Select(c => $"{c.Id}: {c.Finding}")));
        Assert.Equal((100, SeoForm.Short), (score.Score, score.Form));
    }

    [Theory]
    [InlineData("title-length", "Calendar")]
    [InlineData("title-length", "Content calendar: how small teams plan a whole month of posts without a single meeting")]
    [InlineData("title-width", "CONTENT CALENDAR: HOW WE MANAGE WEEKLY MEMOS MMMMMMMMMMM")]
    [InlineData("keyword-in-title", "How small teams plan a whole month of posts")]
    [InlineData("keyword-early-in-title", "How small teams plan a month: the content calendar")]
    public void Title_Worse_FailsItsCheck(string check, string title) => Fails(Good with { Title = title }, check);

    [Theory]
    [InlineData("summary-length", null)]
    [InlineData("summary-length", "Too short.")]
    [InlineData("keyword-in-summary", "Four weeks of posts in one afternoon: the columns that you need, who fills them, and what to do when the news upsets it all.")]
    [InlineData("summary-own-words", SeoTexts.Title)]
    public void Summary_Worse_FailsItsCheck(string check, string? summary) => Fails(Good with { Summary = summary }, check);

    [Theory]
    [InlineData("slug-quality", "2026-11-21")]
    [InlineData("slug-quality", "Content_Calendar")]
    [InlineData("slug-quality", "how-to-make-a-content-calendar-for-a-very-small-team-in-one-afternoon")]
    [InlineData("keyword-in-slug", "planning-for-small-teams")]
    public void Slug_Worse_FailsItsCheck(string check, string slug) => Fails(Good with { Slug = slug }, check);

    [Theory]
    [InlineData("keyword-in-intro", "A content calendar tells", "A simple sheet tells")]
    [InlineData("keyword-in-headings", "## What belongs into a content calendar?", "## What belongs into it?")]
    [InlineData("keyword-spread", "keeps the content calendar honest", "keeps it honest")]
    [InlineData("single-h1", "## Measure what helps", "# Measure what helps")]
    [InlineData("heading-order", "### Ask the people", "#### Ask the people")]
    [InlineData("heading-quality", "## Measure what helps", "## Fill the first month")]
    [InlineData("question-heading", "## What belongs into a content calendar?", "## Parts of a content calendar")]
    [InlineData("intro-length", "A content calendar tells everybody", "# Intro\n\n## Early\n\nA content calendar tells everybody")]
    [InlineData("internal-links", "(/guides/reports)", "(https://other.example.org/reports)")]
    [InlineData("external-links", "https://stats.example.org/handbook", "/handbook")]
    [InlineData("link-texts", "[guide to simple reports]", "[click here]")]
    [InlineData("link-texts", "Count few things", "https://bare.example.org/page says: count few things")]
    [InlineData("images", "![A sheet with four columns and coloured rows](/media/sheet.png)", "")]
    [InlineData("image-alt", "![A sheet with four columns and coloured rows]", "![]")]
    [InlineData("sentence-variety", "Count few things, but count them each month.", "We count. We count more. We stop.")]
    [InlineData("repetition", "A single good week proves nothing.", "It takes five minutes to fill in, no more than that. It takes five minutes to fill in, no more than that.")]
    public void Article_OneThingWorse_FailsItsCheck(string check, string of, string by)
    {
        Assert.Contains(of, SeoTexts.Article, StringComparison.Ordinal);
        Fails(Good with { Body = SeoTexts.Article.Replace(of, by, StringComparison.Ordinal) }, check);
    }

    [Fact]
    public void Article_KeywordEverywhere_IsStuffed()
    {
        var stuffed = Good with { Body = SeoTexts.Article + "\n\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"Number {i} is a content calendar. ")) };

        Fails(stuffed, "keyword-density");
        Fails(stuffed, "keyword-stuffing");
    }

    [Fact]
    public void Article_KeywordNowhere_SaysHowOftenItIsMissing()
    {
        var check = Fails(Good with { Keywords = ["market stall"] }, "keyword-density");

        Assert.Contains("stands 0 times", check.Finding, StringComparison.Ordinal);
        Assert.Contains("2 times more", check.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Article_FurtherKeywordsMissing_NamesThem()
    {
        var check = Fails(Good with { Keywords = ["content calendar", "tax return", "house boat", "posting schedule"] }, "secondary-keywords");

        Assert.Contains("1 of 3", check.Finding, StringComparison.Ordinal);
        Assert.Contains("\"house boat\"", check.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Article_WallsOfText_FailTheTextChecks()
    {
        var sentence = "The organisational considerations underlying administrative responsibilities, notwithstanding institutional heterogeneity and notwithstanding considerable methodological disagreement, necessitate comprehensive interdepartmental communication, documentation, and the harmonisation of every applicable procedure across all participating organisations. ";
        var wall = new SeoInput { Title = "A wall", Body = "## One\n\n" + string.Concat(Enumerable.Repeat(sentence, 30)), Form = SeoForm.Long };

        Fails(wall, "paragraph-length");
        Fails(wall, "sentence-length");
        Fails(wall, "readability");
        Fails(wall, "subheadings");
        Fails(wall, "lists-and-tables");
        Fails(wall, "intro-length");
    }

    [Fact]
    public void Article_Empty_ScoresLittleAndThrowsNothing()
    {
        var score = Scorer.Score(new SeoInput { Title = "", Body = "", Form = SeoForm.Long });

        Assert.InRange(score.Score, 0, 40);
        Assert.Equal(100, score.Checks.Sum(c => c.Weight));
        Assert.Equal("und", score.Language);
    }

    [Fact]
    public void Score_WithoutKeyword_LeavesThoseChecksOutOfTheSum()
    {
        var score = Scorer.Score(Good with { Keywords = [] });

        var left = score.Checks.Where(c => !c.Counted).ToList();
        Assert.Equal(
            ["keyword-in-title", "keyword-early-in-title", "keyword-in-summary", "keyword-in-slug", "keyword-in-intro", "keyword-in-headings", "keyword-density", "keyword-spread", "secondary-keywords"],
            left.Select(c => c.Id));
        Assert.All(left, c => Assert.Equal((0, true, ""), (c.Weight, c.Passed, c.Fix)));
        Assert.All(left, c => Assert.Contains("no keyword", c.Finding, StringComparison.Ordinal));
        Assert.Equal(100, score.Checks.Sum(c => c.Weight));
        Assert.Equal(100, score.Score);
        Assert.All(score.Checks.Where(c => c.Counted), c => Assert.True(c.Weight >= SeoScorer.RulesOf(SeoForm.Long).Single(r => r.Id == c.Id).Weight));
    }

    [Fact]
    public void Score_EveryCheck_IsTheSumOfWhatPassedAndSaysWhatToDo()
    {
        foreach (var input in new[] { Good with { Title = "x", Summary = null }, GoodPost with { Body = "HELLO WORLD!!! 😀😀😀😀😀😀" }, Good with { Keywords = [], Body = "Little." } })
        {
            var score = Scorer.Score(input);

            Assert.Equal(100, score.Checks.Sum(c => c.Weight));
            Assert.Equal(score.Checks.Where(c => c.Passed).Sum(c => c.Weight), score.Score);
            Assert.All(score.Checks, c => Assert.NotEqual("", c.Finding));
            Assert.All(score.Checks, c => Assert.Equal(c.Passed, c.Fix.Length == 0));
        }
    }

    [Theory]
    [InlineData("hook-length", "Do you fill your content calendar on Friday night?", "So.")]
    [InlineData("hook-strength", "Do you fill your content calendar on Friday night?", "Posts are still planned on Friday night here.")]
    [InlineData("keyword-in-hook", "planner", "planner")]
    [InlineData("call-to-action", "Read how we set it up: ", "How it is set up: ")]
    [InlineData("one-link", "[our guide](https://example.test/guide)", "our guide")]
    [InlineData("one-link", "our guide](https://example.test/guide)", "our guide](https://example.test/guide) and [the list](https://example.test/list)")]
    [InlineData("hashtag-count", "#ContentCalendar #marketing", "")]
    [InlineData("hashtag-count", "#marketing", "#marketing #a1 #b2 #c3 #d4 #e5")]
    [InlineData("hashtag-form", "#ContentCalendar", "#contentcalendarforsmallteams")]
    [InlineData("emoji-restraint", "three hours", "🎉🎉🎉🎉🎉 three hours")]
    [InlineData("caps-restraint", "three hours a week", "THREE WHOLE HOURS EVERY WEEK")]
    [InlineData("punctuation-restraint", "no meeting.", "no meeting!!")]
    public void Post_OneThingWorse_FailsItsCheck(string check, string of, string by)
    {
        var input = check == "keyword-in-hook" ? GoodPost with { Keywords = ["planner"] } : GoodPost with { Body = SeoTexts.Post.Replace(of, by, StringComparison.Ordinal), Keywords = ["hours"] };
        Fails(input, check);
    }

    [Fact]
    public void Post_NoKeywordInIt_FailsBoth()
    {
        Fails(GoodPost with { Keywords = ["house boat"] }, "keyword-in-hook");
        Fails(GoodPost with { Keywords = ["house boat"] }, "keyword-in-post");
    }

    [Fact]
    public void Post_WallOfText_FailsLengthAndLines()
    {
        var wall = GoodPost with { Body = string.Concat(Enumerable.Repeat("The organisational considerations underlying administrative responsibilities necessitate interdepartmental documentation and notwithstanding institutional heterogeneity considerable methodological communication. ", 8)), Form = SeoForm.Short };

        Fails(wall, "post-length");
        Fails(wall, "post-lines");
        Fails(wall, "hook-length");
        Fails(wall, "readability");
        Fails(wall, "repetition");
    }

    [Fact]
    public void Post_TagsOfTheChannel_CountAsHashtags()
    {
        var bare = GoodPost with { Body = SeoTexts.Post.Replace("#ContentCalendar #marketing", "", StringComparison.Ordinal) };

        Fails(bare, "hashtag-count");
        Assert.True(Scorer.Score(bare with { Tags = ["marketing", "#ContentCalendar"] }).Checks.Single(c => c.Id == "hashtag-count").Passed);
    }

    [Theory]
    [InlineData("A few words only.", SeoForm.Short)]
    [InlineData("A few words only.\n\n## With a heading\n\nAnd text.", SeoForm.Long)]
    public void Form_Auto_IsToldFromTheText(string body, SeoForm expected) =>
        Assert.Equal(expected, Scorer.Score(new SeoInput { Title = "T", Body = body }).Form);

    [Theory]
    [InlineData("en", "content calendar", "Content-Calendars for everyone")]
    [InlineData("en", "plan a content calendar", "Content calendar: the plan")]
    [InlineData("de", "Redaktionsplan", "Redaktionspläne für kleine Teams")]
    [InlineData("de", "Bücher", "Das Buch")]
    [InlineData("fr", "calendrier éditorial", "Les calendriers éditoriaux")]
    [InlineData("es", "calendario editorial", "Calendarios editoriales")]
    [InlineData("tr", "içerik takvimi", "İÇERİK TAKVİMİNİ HAZIRLAMAK")]
    [InlineData("tr", "ışık", "IŞIK ve gölge")]
    [InlineData("ja", "編集カレンダー", "小さなチームの編集カレンダー入門")]
    public void Keyword_OtherFormOfTheWord_IsFound(string language, string keyword, string title)
    {
        var check = Scorer.Score(new SeoInput { Title = title, Body = "x", Keywords = [keyword], Language = language, Form = SeoForm.Long }).Checks.Single(c => c.Id == "keyword-in-title");

        Assert.True(check.Passed, check.Finding);
    }

    [Fact]
    public void Keyword_PartOfAnotherWord_IsNotFound() =>
        Fails(new SeoInput { Title = "A plant in the artful garden", Body = "x", Keywords = ["art plan"], Language = "en", Form = SeoForm.Long }, "keyword-in-title");

    [Fact]
    public void Score_AnyCulture_IsTheSame()
    {
        var expected = Text(Scorer.Score(Good));
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "tr-TR", "de-DE", "ar-SA", "sv-SE", "" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                Assert.Equal(expected, Text(Scorer.Score(Good)));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("<div>", 100_000)]
    [InlineData("> ", 3_000)]
    [InlineData("- ", 3_000)]
    [InlineData("[", 20_000)]
    [InlineData("**a _b ", 500)]
    [InlineData("![", 10_000)]
    [InlineData("#a ", 30_000)]
    [InlineData("|a", 20_000)]
    public void Score_HostileText_IsAnsweredAllTheSame(string part, int times)
    {
        var score = Scorer.Score(new SeoInput { Title = "T", Body = string.Concat(Enumerable.Repeat(part, times)) });

        Assert.Equal(100, score.Checks.Sum(c => c.Weight));
    }

    [Fact]
    public void Html_InMarkdown_IsMeasuredAsItIsRead()
    {
        var html = Good with { Body = SeoTexts.Article.Replace("![A sheet with four columns and coloured rows](/media/sheet.png)", "<img src=\"/a.png\"><script>var content = 'calendar';</script>", StringComparison.Ordinal) };

        Fails(html, "image-alt");
        Assert.True(Scorer.Score(html).Checks.Single(c => c.Id == "images").Passed);
    }

    [Fact]
    public void Headings_InHtml_CountLikeOthers() =>
        Assert.Equal(Scorer.Score(Good).Checks.Single(c => c.Id == "subheadings").Finding,
            Scorer.Score(Good with { Body = SeoTexts.Article.Replace("## Measure what helps", "<h2>Measure what helps</h2>", StringComparison.Ordinal) }).Checks.Single(c => c.Id == "subheadings").Finding);

    private static string Text(SeoScore score) => string.Join('\n', score.Checks.Select(c => c.ToString()).Prepend(score.Score.ToString(CultureInfo.InvariantCulture)));

    private static SeoCheck Fails(SeoInput input, string check)
    {
        var found = Scorer.Score(input).Checks.Single(c => c.Id == check);
        Assert.False(found.Passed, $"{check} passed: {found.Finding}");
        Assert.NotEqual("", found.Fix);
        return found;
    }
}
