using System.Collections.Frozen;

namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>Tells what asks something.</summary>
internal static class Questions
{
    private static readonly FrozenDictionary<string, string[]> Openings = new Dictionary<string, string[]>
    {
        ["en"] = ["how to", "how do", "how does", "how can", "how much", "how many", "how long", "how often", "how should", "how is", "how are", "what is", "what are", "what does", "what do", "what to", "what makes", "why", "when to", "when should", "when is", "where to", "where can", "which", "who should", "who is", "should you", "should i", "can you", "can i", "do i", "do you", "does", "is it", "are there", "is there"],
        ["de"] = ["wie", "was ist", "was sind", "was kostet", "was bringt", "was tun", "was muss", "was bedeutet", "warum", "wieso", "weshalb", "wann", "wo", "woher", "wohin", "welche", "welcher", "welches", "wer", "wozu", "kann man", "kann ich", "muss man", "muss ich", "lohnt sich", "gibt es", "darf man", "darf ich", "braucht man", "worauf"],
        ["fr"] = ["comment", "pourquoi", "quand", "où", "quel", "quelle", "quels", "quelles", "qu'est-ce", "qui", "combien", "est-ce que", "faut-il", "peut-on", "que faire", "à quoi", "doit-on"],
        ["es"] = ["cómo", "qué", "por qué", "cuándo", "dónde", "cuál", "cuáles", "quién", "cuánto", "cuánta", "cuántos", "cuántas", "para qué", "es posible", "se puede", "¿"],
        ["tr"] = ["nasıl", "neden", "niçin", "niye", "ne zaman", "nerede", "nereden", "hangi", "kim", "kaç", "ne kadar", "nedir"],
        ["it"] = ["come", "perché", "quando", "dove", "quale", "quali", "chi", "quanto", "cosa", "che cosa", "cos'è", "si può"],
        ["pt"] = ["como", "por que", "porque", "quando", "onde", "qual", "quais", "quem", "quanto", "o que", "é possível"],
        ["nl"] = ["hoe", "waarom", "wanneer", "waar", "welke", "wie", "wat is", "wat zijn", "kan ik", "moet ik", "hoeveel"],
    }.ToFrozenDictionary();

    /// <summary>Whether the text ends as questions do, in any script.</summary>
    public static bool HasMark(ReadOnlySpan<char> text)
    {
        var end = text.TrimEnd(" \t\"'”’»)*_").TrimEnd('\u200f');
        return !end.IsEmpty && end[^1] is '?' or '？' or '؟';
    }

    /// <summary>Whether a heading asks: with a mark, or as "How to …" and its like do without one.</summary>
    public static bool IsAsked(string text, string language)
    {
        if (HasMark(text))
        {
            return true;
        }

        var folded = TextFold.Of(text.Trim(), language).Replace('’', '\'');
        if (language == "tr")
        {
            // The word that asks stands at the end: "İçerik takvimi nedir", "nasıl yapılır".
            return folded.EndsWith(" nedir", StringComparison.Ordinal) || folded.Contains("nasıl ", StringComparison.Ordinal) || Opens(folded, language);
        }

        return Opens(folded, language);
    }

    private static bool Opens(string folded, string language)
    {
        if (!Openings.TryGetValue(language, out var openings))
        {
            return false;
        }

        foreach (var opening in openings)
        {
            if (folded.StartsWith(opening, StringComparison.Ordinal) && (folded.Length == opening.Length || !char.IsLetterOrDigit(folded[opening.Length])))
            {
                return true;
            }
        }

        return false;
    }
}
