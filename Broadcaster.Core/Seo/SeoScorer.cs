namespace Broadcaster.Core.Seo;

/// <summary>Scores a text. Pure: the same input gives the same answer on every machine and in every culture.</summary>
public sealed class SeoScorer
{
    public SeoScore Score(SeoInput input)
    {
        var words = input.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var title = input.Title.Trim().Length;
        SeoCheck[] checks =
        [
            new("title-length", "Title length", 40, title is >= 30 and <= 60, $"The title has {title} characters.", "Write a title of 30 to 60 characters.", "title", true),
            new("body-length", "Length of the text", 60, words >= 600, $"The text has {words} words.", "Write 600 words or more.", "text", true),
        ];
        return new SeoScore(checks.Where(c => c.Passed).Sum(c => c.Weight), SeoForm.Long, input.Language ?? "und", checks);
    }
}
