namespace Broadcaster.Core.Authoring.Seo;

/// <summary>The checks of a post, in the order in which they are shown. Described with their sources in docs/seo-score.md.</summary>
internal static class ShortForm
{
    public static readonly SeoRule[] Rules =
    [
        new("hook-length", "Length of the first line", "hook", 11, PostRules.HookLength),
        new("hook-strength", "A first line that speaks to somebody", "hook", 9, PostRules.HookStrength),
        new("keyword-in-hook", "Keyword in the first line", "hook", 6, PostRules.KeywordInHook),
        new("post-length", "Length of the post", "post", 11, PostRules.Length),
        new("post-lines", "Short paragraphs", "post", 5, PostRules.Lines),
        new("keyword-in-post", "Keyword in the post", "keyword", 8, PostRules.Keyword),
        new("call-to-action", "A call to action", "post", 11, PostRules.CallToAction),
        new("one-link", "One link", "links", 9, PostRules.OneLink),
        new("hashtag-count", "Number of hashtags", "tags", 7, PostRules.HashtagCount),
        new("hashtag-form", "Readable hashtags", "tags", 3, PostRules.HashtagForm),
        new("emoji-restraint", "Few emoji", "post", 4, PostRules.Emoji),
        new("caps-restraint", "No shouting", "post", 4, PostRules.Capitals),
        new("punctuation-restraint", "Calm punctuation", "post", 3, PostRules.Punctuation),
        new("sentence-length", "Length of sentences", "text", 3, ProseRules.LongSentences),
        new("readability", "Readability", "text", 4, ProseRules.EasyReading),
        new("repetition", "Nothing said twice", "text", 2, ProseRules.Repetition),
    ];
}
