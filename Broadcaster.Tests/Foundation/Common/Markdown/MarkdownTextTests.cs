using Broadcaster.Core.Foundation.Common.Markdown;

namespace Broadcaster.Tests.Foundation.Common.Markdown;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"java\nscript:alert(1)\">x</a>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:msgbox(1))")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("<svg onload=alert(1)><script>alert(1)</script></svg>")]
    [InlineData("<math><mtext><script>alert(1)</script></mtext></math>")]
    [InlineData("<iframe src=\"https://x\"></iframe>")]
    [InlineData("<unknown><script>alert(1)</script></unknown>")]
    [InlineData("<style>body{}</style><p style=\"x\">a</p>")]
    [InlineData("text{onclick=alert(1)}")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    public void ToHtml_Hostile_CarriesNothingThatRuns(string markdown)
    {
        var html = MarkdownText.ToHtml(markdown);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<iframe", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<svg", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?i)<[^>]*\\son\\w+\\s*=", html);
        Assert.DoesNotMatch("(?i)(href|src)=\"\\s*(javascript|data|vbscript):", html);
    }

    [Theory]
    [InlineData("# Hi", "<h1 id=\"hi\">Hi</h1>\n")]
    [InlineData("~~x~~ **y**", "<p><del>x</del> <strong>y</strong></p>\n")]
    [InlineData("a <b>bold</b> word", "<p>a <b>bold</b> word</p>\n")]
    [InlineData("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>\n")]
    [InlineData("<unknown>kept *text*</unknown>", "<p>kept <em>text</em></p>\n")]
    public void ToHtml_Harmless_IsKept(string markdown, string html) => Assert.Equal(html, MarkdownText.ToHtml(markdown));

    [Fact]
    public void ToHtml_BaseUrl_MakesAddressesWhole()
    {
        var html = MarkdownText.ToHtml("[a](/x) ![p](pic.png) [b](#here) [c](https://other.example/) <img src=\"/y.png\">", "https://news.example");
        Assert.Contains("href=\"https://news.example/x\"", html);
        Assert.Contains("src=\"https://news.example/pic.png\"", html);
        Assert.Contains("href=\"#here\"", html);
        Assert.Contains("https://other.example/", html);
        Assert.Contains("src=\"https://news.example/y.png\"", html);
    }

    [Fact]
    public void ToHtml_ParagraphOfNothingButMarks_IsEmphasisedUpToABoundAndLettersBehindIt()
    {
        var html = MarkdownText.ToHtml(string.Concat(Enumerable.Repeat("**a** ", 5_000)) + "\n\nAnother **paragraph**.");

        Assert.Equal((BoundedEmphasis.MostMarks / 2) + 1, html.Split("<strong>").Length - 1);
        Assert.Contains("**a** **a**", html, StringComparison.Ordinal);
        Assert.Contains("Another <strong>paragraph</strong>.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_LongArticle_KeepsItsEmphasis()
    {
        var html = MarkdownText.ToHtml(string.Join("\n\n", Enumerable.Repeat("Some **bold**, _soft_, ~~struck~~ and ==marked== words in a paragraph.", 2_000)));

        Assert.Equal(2_000, html.Split("<strong>bold</strong>, <em>soft</em>, <del>struck</del> and <mark>marked</mark>").Length - 1);
    }

    [Fact]
    public void ToPlainText_Piece_ReadsWell()
    {
        const string markdown = "# Title\n\nSome *text* with a [link](https://x.example).\n\n1. one\n2. two\n   - inner\n\n> said\n\n```\ncode\n```\n\n<b>raw</b> https://y.example";
        Assert.Equal(
            "Title\n\nSome text with a link (https://x.example).\n\n1. one\n2. two\n   - inner\n\n> said\n\n    code\n\nraw https://y.example",
            string.Join('\n', MarkdownText.ToPlainText(markdown).Split('\n').Select(l => l.TrimEnd())));
    }

    [Theory]
    [InlineData("# Head\n\nOne **two** three.", 100, "One two three.")]
    [InlineData("one two three four", 10, "one two…")]
    [InlineData("", 10, "")]
    public void Excerpt_FirstParagraph_IsCutAtAWord(string markdown, int characters, string expected) =>
        Assert.Equal(expected, MarkdownText.Excerpt(markdown, characters));
}
