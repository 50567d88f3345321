using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

internal static class StructureRules
{
    private const int LongestStretch = 350;

    public static Measured SingleH1(SeoText text)
    {
        var own = text.Headings.Where(h => h.Level == 1).ToList();
        var repeatsTitle = own.Count == 1 && text.Headings[0].Level == 1 && TextFold.Of(own[0].Text, text.Language) == TextFold.Of(text.Title, text.Language);
        return own.Count == 0 ? Measured.Of(true, "The title is the only main heading.", "")
            : repeatsTitle ? Measured.Of(true, "The one main heading in the text is the title.", "")
            : Measured.Of(false, $"The text has {own.Count} main headings (#) beside the title.", "Make them subheadings (##): the title is the main heading.");
    }

    public static Measured Subheadings(SeoText text)
    {
        var subheadings = text.Headings.Count(h => h.Level > 1);
        var longest = text.Stretches.Max();
        if (text.WordCount < 300)
        {
            return Measured.NotCounted($"Not counted: {text.WordCount} words need no subheading.");
        }

        var finding = $"{subheadings} subheadings; the longest stretch without one has {longest} words.";
        return subheadings < 2 ? Measured.Of(false, finding, "Divide the text by at least two subheadings (##).")
            : Measured.Of(longest <= LongestStretch, finding, $"Put a subheading into the longest stretch: at most {LongestStretch} words without one.");
    }

    public static Measured Order(SeoText text)
    {
        if (text.Headings.Count == 0)
        {
            return Measured.NotCounted("Not counted: there are no headings.");
        }

        var before = 1;
        foreach (var heading in text.Headings)
        {
            if (heading.Level > before + 1)
            {
                return Measured.Of(false, $"\"{Cut(heading.Text)}\" is of level {heading.Level} and follows level {before}.", $"Make it level {before + 1}: a level that is skipped confuses screen readers and outlines.");
            }

            before = heading.Level;
        }

        return Measured.Of(true, $"{text.Headings.Count} headings, no level skipped.", "");
    }

    public static Measured Quality(SeoText text)
    {
        if (text.Headings.Count == 0)
        {
            return Measured.NotCounted("Not counted: there are no headings.");
        }

        var twice = text.Headings.GroupBy(h => TextFold.Of(h.Text, text.Language), StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.First();
        var tooLong = text.Headings.FirstOrDefault(h => DisplayWidth.Columns(h.Text) > 70);
        var empty = text.Headings.Count(h => h.Text.Length == 0);
        return empty > 0 ? Measured.Of(false, $"{empty} headings are empty.", "Give them words, or take them out.")
            : twice is not null ? Measured.Of(false, $"The heading \"{Cut(twice.Text)}\" stands twice.", "Say in each heading what only its part has.")
            : tooLong is not null ? Measured.Of(false, $"\"{Cut(tooLong.Text)}\" has {DisplayWidth.Columns(tooLong.Text)} characters.", "Shorten it to 70.")
            : Measured.Of(true, $"{text.Headings.Count} headings, all distinct and at most 70 characters long.", "");
    }

    public static Measured Question(SeoText text)
    {
        if (text.WordCount < 300)
        {
            return Measured.NotCounted($"Not counted: {text.WordCount} words are too few.");
        }

        var asked = text.Headings.Count(h => Questions.IsAsked(h.Text, text.Language));
        return Measured.Of(asked > 0, $"{asked} of {text.Headings.Count} headings ask a question.", "Write one subheading as the question that readers type, and answer it in the first sentence under it.");
    }

    private static string Cut(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
