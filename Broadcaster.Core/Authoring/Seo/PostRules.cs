using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>What makes a post for a timeline: its first line decides whether the rest is read.</summary>
internal static partial class PostRules
{
    public static Measured HookLength(SeoText text)
    {
        var hook = Hook(text);
        var length = DisplayWidth.Columns(hook);
        return length == 0 ? Measured.Of(false, "The post is empty.", "Write a first line of 20 to 125 characters.")
            : Measured.Of(length is >= 20 and <= 125, $"The first line has {length} characters.", length < 20 ? "Say in the first line what the post is about: 20 to 125 characters." : "Break the line after its first sentence, or shorten it: timelines cut it off after about 125 characters.");
    }

    public static Measured HookStrength(SeoText text)
    {
        var hook = Hook(text);
        if (hook.Length == 0)
        {
            return Measured.Of(false, "The post is empty.", "Begin with a question, a number or the reader.");
        }

        var words = Tokenizer.Of(hook).Select(t => TextFold.Of(t.Of(hook).ToString(), text.Language)).ToList();
        var by = words.Exists(w => char.IsDigit(w[0])) ? "a number"
            : hook.IndexOfAny(['?', '？', '؟']) >= 0 ? "a question"
            : words.Exists(w => PostWords.Address(text.Language).Contains(w)) ? "the reader"
            : null;
        return Measured.Of(by is not null, by is null ? "The first line has no question, no number and does not speak to the reader." : $"The first line has {by}.", "Begin with a question, a number, or \"you\".");
    }

    public static Measured KeywordInHook(SeoText text) => text.Keyword is not { } keyword
        ? Measured.NoKeyword
        : Measured.Of(keyword.HasAllWords(Hook(text)), keyword.HasAllWords(Hook(text)) ? $"\"{keyword.Text}\" stands in the first line." : $"\"{keyword.Text}\" does not stand in the first line.", $"Name \"{keyword.Text}\" in the first line.");

    public static Measured Keyword(SeoText text) => text.Keyword is not { } keyword
        ? Measured.NoKeyword
        : Measured.Of(keyword.HasAllWords(text.Input.Body), keyword.HasAllWords(text.Input.Body) ? $"\"{keyword.Text}\" stands in the post." : $"\"{keyword.Text}\" does not stand in the post.", $"Use \"{keyword.Text}\" once, as a word or as a hashtag.");

    public static Measured Length(SeoText text)
    {
        var length = DisplayWidth.Columns(Plain(text));
        return Measured.Of(length is >= 70 and <= 1300, $"The post has {length} characters.", length < 70 ? "Say a little more: 70 characters or more." : "Shorten it to 1,300 characters: the rest belongs into an article that the post links to.");
    }

    public static Measured Lines(SeoText text)
    {
        var lines = text.Prose.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var longest = lines.Length == 0 ? 0 : lines.Max(Tokenizer.Count);
        return Measured.Of(longest <= 50, $"The longest paragraph has {longest} words.", "Break it: at most 50 words a paragraph are read on a phone.");
    }

    public static Measured CallToAction(SeoText text)
    {
        var prose = Plain(text);
        var folded = TextFold.Of(prose, text.Language);
        var call = PostWords.Calls(text.Language).FirstOrDefault(c => HasWord(folded, c));
        var last = text.Sentences.LastOrDefault(s => !s.StartsWith('#') && Tokenizer.Count(s) > 1) ?? "";
        var asks = Questions.HasMark(Hashtag().Replace(last, "").TrimEnd());
        return Measured.Of(call is not null || asks, call is not null ? $"The post asks for something: \"{call.Trim()}\"." : asks ? "The post ends with a question." : "The post asks the reader for nothing.",
            "End with one thing to do: read, try, answer, sign up.");
    }

    public static Measured OneLink(SeoText text)
    {
        var links = text.Links.Count;
        return Measured.Of(links == 1, $"The post has {links} links.", links == 0 ? "Add the one link where readers go on." : "Keep the one link that matters most.");
    }

    public static Measured HashtagCount(SeoText text)
    {
        var tags = Hashtags(text);
        return Measured.Of(tags.Count is >= 1 and <= 5, $"The post has {tags.Count} hashtags.", tags.Count == 0 ? "Add 1 to 5 hashtags that people follow." : "Keep the 5 that fit best.");
    }

    public static Measured HashtagForm(SeoText text)
    {
        var tags = Hashtags(text);
        if (tags.Count == 0)
        {
            return Measured.NotCounted("Not counted: there are no hashtags.");
        }

        var hard = tags.FirstOrDefault(t => t.Length > 30 || (t.Length > 15 && t.All(c => !char.IsUpper(c) && !IsUncased(c))) || t.All(char.IsDigit));
        return Measured.Of(hard is null, hard is null ? $"All {tags.Count} hashtags can be read." : $"#{hard} is hard to read.", "Write long hashtags with a capital for each word (#ContentCalendar), in at most 30 characters: screen readers need it too.");
    }

    public static Measured Emoji(SeoText text)
    {
        var plain = Plain(text);
        var emoji = DisplayWidth.Graphemes(plain).Count(DisplayWidth.IsEmoji);
        return Measured.Of(emoji <= 4 && emoji * 12 <= Math.Max(24, text.WordCount), $"The post has {emoji} emoji in {text.WordCount} words.", "Keep at most 4, and one for every twelve words: screen readers read each of them out.");
    }

    public static Measured Capitals(SeoText text)
    {
        var words = text.Words.Tokens.Where(t => t.Kind == TokenKind.Word && t.Length > 3).Select(t => t.Of(text.Prose).ToString()).ToList();
        var shouted = words.Where(w => w.All(char.IsUpper)).ToList();
        return words.Count == 0
            ? Measured.NotCounted("Not counted: there are no words with capitals.")
            : Measured.Of(shouted.Count <= 1 || shouted.Count * 20 <= words.Count, shouted.Count == 0 ? "No word is in capitals." : $"{shouted.Count} words are in capitals, e.g. \"{shouted[0]}\".", "Write words with one capital at most; abbreviations may stay.");
    }

    public static Measured Punctuation(SeoText text)
    {
        var runs = Runs().Count(text.Prose);
        var marks = text.Prose.Count(c => c is '!' or '！');
        return Measured.Of(runs == 0 && marks <= 2, $"The post has {marks} exclamation marks, {runs} times several in a row.", "Keep at most two, one at a time.");
    }

    /// <summary>The first line as somebody sees it before the rest is unfolded.</summary>
    private static string Hook(SeoText text)
    {
        foreach (var line in text.Input.Body.Split('\n'))
        {
            var bare = Marks().Replace(line, "$1").Trim(' ', '\t', '\r', '#', '>', '*', '-', '_');
            if (bare.Length > 0)
            {
                return bare;
            }
        }

        return text.Title;
    }

    private static string Plain(SeoText text) => text.Headings.Count == 0 ? text.Prose.Trim() : string.Join('\n', text.Headings.Select(h => h.Text)) + "\n" + text.Prose.Trim();

    private static List<string> Hashtags(SeoText text) =>
        [.. Hashtag().Matches(text.Prose).Select(m => m.Groups[1].Value)
            .Concat(text.Input.Tags.Select(t => t.TrimStart('#')).Where(t => t.Length > 0))
            .Where(t => t.EnumerateRunes().Any(Rune.IsLetter))
            .DistinctBy(t => TextFold.Of(t, text.Language), StringComparer.Ordinal)];

    private static bool IsUncased(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter;

    private static bool HasWord(string folded, string phrase)
    {
        for (var at = folded.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            var end = at + phrase.Length;
            if ((at == 0 || !char.IsLetterOrDigit(folded[at - 1])) && (end == folded.Length || !char.IsLetterOrDigit(folded[end])))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"(?<![\w&/#])#([\p{L}\p{M}\p{N}_]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hashtag();

    [GeneratedRegex(@"[!?！？]{2,}|\.{4,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runs();

    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
