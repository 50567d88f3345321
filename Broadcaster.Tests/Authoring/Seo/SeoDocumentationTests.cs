using System.Globalization;
using System.Text.RegularExpressions;
using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Tests.Architecture;

namespace Broadcaster.Tests.Authoring.Seo;

/// <summary>docs/seo-score.md lists what the code measures: the same checks, the same weights, in the same order.</summary>
public sealed partial class SeoDocumentationTests
{
    [Theory]
    [InlineData("Long form", SeoForm.Long)]
    [InlineData("Short form", SeoForm.Short)]
    public void Document_ListsTheChecksOfTheForm(string section, SeoForm form)
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "seo-score.md")).ReplaceLineEndings("\n");
        var part = document.Split("\n## ").Single(s => s.StartsWith(section, StringComparison.Ordinal));

        var listed = Row().Matches(part).Select(m => (Id: m.Groups[1].Value, Label: m.Groups[2].Value.Trim(), Weight: int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture))).ToList();

        Assert.Equal(SeoScorer.RulesOf(form).Select(r => (r.Id, r.Label, r.Weight)), listed);
    }

    [Fact]
    public void Document_EveryRow_HasARuleAndASource()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "seo-score.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.Equal(SeoScorer.RulesOf(SeoForm.Long).Length + SeoScorer.RulesOf(SeoForm.Short).Length, rows.Count);
        Assert.All(rows, row => Assert.All(row.Trim('|', ' ').Split('|'), cell => Assert.NotEqual("", cell.Trim())));
        Assert.All(rows, row => Assert.Equal(5, row.Trim('|', ' ').Split('|').Length));
    }

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \| ([^|]+) \| (\d+) \|", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
