using System.Globalization;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>How much room text takes where it is shown: a wide letter (日) takes two columns, an "i" few pixels.</summary>
internal static class DisplayWidth
{
    // Thousandths of the font size for U+0020 to U+007E in Helvetica, which Arial was made to match (Adobe's font metrics).
    private static readonly int[] Advances =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Characters as people count them, wide ones twice.</summary>
    public static int Columns(string text)
    {
        var columns = 0;
        foreach (var grapheme in Graphemes(text))
        {
            columns += IsWide(grapheme) ? 2 : 1;
        }

        return columns;
    }

    /// <summary>About how wide it is in Arial.</summary>
    public static int Pixels(string text, int fontSize)
    {
        var thousandths = 0;
        foreach (var grapheme in Graphemes(text))
        {
            var c = grapheme[0];
            thousandths += c is >= ' ' and <= '~' ? Advances[c - ' '] : IsWide(grapheme) ? 1000 : char.IsUpper(c) ? 680 : 540;
        }

        return ((thousandths * fontSize) + 500) / 1000;
    }

    public static IEnumerable<string> Graphemes(string text)
    {
        var all = StringInfo.GetTextElementEnumerator(text);
        while (all.MoveNext())
        {
            yield return all.GetTextElement();
        }
    }

    public static bool IsEmoji(string grapheme) =>
        grapheme.EnumerateRunes().Any(r => r.Value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF) or 0xFE0F);

    private static bool IsWide(string grapheme) =>
        grapheme[0] is >= '\u1100' and <= '\u115f' or >= '\u2e80' and <= '\ua4cf' or >= '\uac00' and <= '\ud7a3' or >= '\uf900' and <= '\ufaff' or >= '\ufe30' and <= '\ufe4f' or >= '\uff00' and <= '\uff60' or >= '\uffe0' and <= '\uffe6'
        || char.IsHighSurrogate(grapheme[0]);
}
