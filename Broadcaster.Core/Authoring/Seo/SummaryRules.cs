using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

internal static class SummaryRules
{
    public static Measured Length(SeoText text)
    {
        var length = DisplayWidth.Columns(text.Summary);
        return length switch
        {
            0 => Measured.Of(false, "There is no summary.", "Write a summary of 110 to 160 characters: results show it under the title."),
            < 110 => Measured.Of(false, $"The summary has {length} characters.", $"Add about {110 - length} characters: say what the reader learns or can do."),
            > 160 => Measured.Of(false, $"The summary has {length} characters.", $"Shorten the summary by {length - 160} characters: about 160 are shown."),
            _ => Measured.Of(true, $"The summary has {length} characters.", ""),
        };
    }

    public static Measured Keyword(SeoText text) => text.Keyword is not { } keyword
        ? Measured.NoKeyword
        : text.Summary.Length == 0 ? Measured.Of(false, "There is no summary.", $"Write one that holds \"{keyword.Text}\".")
        : Measured.Of(keyword.HasAllWords(text.Summary), keyword.HasAllWords(text.Summary) ? $"\"{keyword.Text}\" stands in the summary." : $"\"{keyword.Text}\" does not stand in the summary.",
            $"Use \"{keyword.Text}\" in the summary: results show it in bold.");

    public static Measured OwnWords(SeoText text)
    {
        if (text.Summary.Length == 0)
        {
            return Measured.Of(false, "There is no summary.", "Write one in words of its own.");
        }

        var summary = TextFold.Of(text.Summary, text.Language).TrimEnd('.', '…', '!', ' ');
        var first = text.Sentences.Count == 0 ? "" : TextFold.Of(text.Sentences[0], text.Language).TrimEnd('.', '…', '!', ' ');
        var copied = summary == TextFold.Of(text.Title, text.Language).TrimEnd('.', '…', '!', ' ') || (first.Length > 0 && (first.StartsWith(summary, StringComparison.Ordinal) || summary == first));
        return Measured.Of(!copied, copied ? "The summary repeats the title or the first sentence." : "The summary differs from the title and the first sentence.", "Write the summary anew: what will the reader get that the title does not say?");
    }
}
