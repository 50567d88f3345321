namespace Broadcaster.Core.Authoring.Seo;

internal static class TitleRules
{
    public static Measured Length(SeoText text)
    {
        var length = DisplayWidth.Columns(text.Title);
        return length switch
        {
            0 => Measured.Of(false, "There is no title.", "Write a title of 30 to 60 characters."),
            < 30 => Measured.Of(false, $"The title has {length} characters.", "Say more in the title: 30 to 60 characters, with what the reader gets."),
            > 60 => Measured.Of(false, $"The title has {length} characters.", $"Shorten the title by {length - 60} characters: 60 are shown in results."),
            _ => Measured.Of(true, $"The title has {length} characters.", ""),
        };
    }

    public static Measured Width(SeoText text)
    {
        var pixels = DisplayWidth.Pixels(text.Title, 20);
        return text.Title.Length == 0
            ? Measured.NotCounted("Not counted: there is no title.")
            : Measured.Of(pixels <= 580, $"The title is about {pixels} pixels wide; results show about 580.", "Shorten the title, or use narrower words: the end would be cut off.");
    }

    public static Measured Keyword(SeoText text) => text.Keyword is not { } keyword
        ? Measured.NoKeyword
        : Measured.Of(keyword.IsIn(text.Title) || keyword.HasAllWords(text.Title), keyword.IsIn(text.Title) ? $"\"{keyword.Text}\" stands in the title."
            : keyword.HasAllWords(text.Title) ? $"The words of \"{keyword.Text}\" stand in the title."
            : $"\"{keyword.Text}\" does not stand in the title.", $"Put \"{keyword.Text}\" into the title.");

    public static Measured KeywordEarly(SeoText text)
    {
        if (text.Keyword is not { } keyword)
        {
            return Measured.NoKeyword;
        }

        var words = SeoWords.Of(text.Title, text.Language);
        var place = keyword.Places(words).Select(p => (int?)p).FirstOrDefault();
        if (place is null)
        {
            return keyword.HasAllWords(text.Title)
                ? Measured.Of(true, $"The words of \"{keyword.Text}\" are spread over the title.", "")
                : Measured.Of(false, $"\"{keyword.Text}\" does not stand in the title.", $"Begin the title with \"{keyword.Text}\", or nearly so.");
        }

        var at = words.Tokens[place.Value].Start;
        return Measured.Of(at <= text.Title.Length / 2, $"\"{keyword.Text}\" begins at character {at + 1} of {text.Title.Length}.", $"Move \"{keyword.Text}\" into the first half of the title.");
    }
}
