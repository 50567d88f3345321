using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

internal static class SlugRules
{
    private const string None = "Not counted: neither a slug nor a title that makes one.";

    public static Measured Quality(SeoText text)
    {
        if (text.Slug.Length == 0)
        {
            return Measured.NotCounted(None);
        }

        var words = text.Slug.Split('-', StringSplitOptions.RemoveEmptyEntries);
        var tidy = text.Slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && !text.Slug.Contains("--", StringComparison.Ordinal);
        var numbers = words.Count(w => w.All(char.IsAsciiDigit));
        var finding = $"\"{text.Slug}\" has {text.Slug.Length} characters in {words.Length} words.";
        return !tidy ? Measured.Of(false, finding, "Use lower-case letters a to z, digits and single hyphens only.")
            : text.Slug.Length > 75 || words.Length > 10 ? Measured.Of(false, finding, "Shorten the address to at most 10 words and 75 characters: leave the small words out.")
            : numbers == words.Length ? Measured.Of(false, finding, "Name the topic in the address: numbers alone say nothing.")
            : Measured.Of(true, finding, "");
    }

    public static Measured Keyword(SeoText text)
    {
        if (text.Keyword is not { } keyword)
        {
            return Measured.NoKeyword;
        }

        var asked = Slugs.Of(keyword.Text).Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (text.Slug.Length == 0 || asked.Length == 0)
        {
            return Measured.NotCounted(text.Slug.Length == 0 ? None : $"Not counted: \"{keyword.Text}\" has no letters that an address can hold.");
        }

        // The address is folded to ASCII, so the words are compared as the address has them.
        var there = text.Slug.Split('-').Select(w => Stemmer.Of(w, text.Language)).ToHashSet(StringComparer.Ordinal);
        var small = StopWords.Of(text.Language);
        var wanted = asked.Where(w => !small.Contains(w)).DefaultIfEmpty(asked[0]).ToList();
        var missing = wanted.Where(w => !there.Contains(Stemmer.Of(w, text.Language))).ToList();
        return Measured.Of(missing.Count == 0, missing.Count == 0 ? $"The address \"{text.Slug}\" holds \"{keyword.Text}\"." : $"The address \"{text.Slug}\" lacks {string.Join(", ", missing.Select(m => $"\"{m}\""))}.",
            $"Put \"{Slugs.Of(keyword.Text)}\" into the address, before the piece is published.");
    }
}
