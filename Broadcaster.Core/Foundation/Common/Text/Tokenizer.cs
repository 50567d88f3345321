using System.Globalization;
using System.Text;

namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>Cuts any script's text into words. Never looks at the culture of the machine.</summary>
internal static class Tokenizer
{
    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>(text.Length / 6);
        var gap = TokenGap.Break;
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (!IsWordStart(text, i, out var run))
            {
                gap = Widen(gap, text, i, tokens);
                i++;
                continue;
            }

            var start = i;
            var kind = run != Script.Spaced ? TokenKind.Run : char.IsDigit(c) ? TokenKind.Number : TokenKind.Word;
            i = run != Script.Spaced ? EndOfRun(text, i, run) : EndOfWord(text, i);
            tokens.Add(new Token(start, i - start, kind, gap));
            gap = TokenGap.Space;
        }

        return tokens;
    }

    /// <summary>Words as people count them: "e-mail" and "don't" are one; two characters of a script without spaces are one.</summary>
    public static int Count(string text) => Count(Of(text));

    /// <inheritdoc cref="Count(string)"/>
    public static int Count(List<Token> tokens)
    {
        var words = 0;
        var characters = 0;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.Run)
            {
                characters += token.Length;
            }
            else if (token.Gap is not (TokenGap.Hyphen or TokenGap.Apostrophe))
            {
                words++;
            }
        }

        return words + ((characters + 1) / 2);
    }

    private static bool IsWordStart(string text, int i, out Script run)
    {
        var c = text[i];
        run = Script.Spaced;
        if (c < 0x80)
        {
            return char.IsAsciiLetterOrDigit(c);
        }

        if (char.IsSurrogate(c))
        {
            // Supplementary ideographs; emoji are no words.
            var whole = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) && Rune.IsLetter(new Rune(c, text[i + 1]));
            run = whole ? Script.Han : Script.Spaced;
            return whole;
        }

        if (!char.IsLetterOrDigit(c))
        {
            return false;
        }

        run = ScriptOf(c);
        return true;
    }

    private static int EndOfWord(string text, int i)
    {
        i++;
        while (i < text.Length)
        {
            var c = text[i];
            if (c < 0x80 ? char.IsAsciiLetterOrDigit(c) : (char.IsLetterOrDigit(c) && ScriptOf(c) == Script.Spaced) || IsMark(c) || c is '\u200d' or '\u00ad')
            {
                i++;
                continue;
            }

            // 3.5 and 1,000 are one number.
            if (c is '.' or ',' && char.IsAsciiDigit(text[i - 1]) && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            {
                i++;
                continue;
            }

            break;
        }

        return i;
    }

    private static int EndOfRun(string text, int i, Script script)
    {
        while (i < text.Length && (IsMark(text[i]) || text[i] == 'ー' || (IsWordStart(text, i, out var next) && next == script)))
        {
            i += char.IsHighSurrogate(text[i]) ? 2 : 1;
        }

        return Math.Min(i, text.Length);
    }

    private static TokenGap Widen(TokenGap gap, string text, int i, List<Token> tokens)
    {
        var c = text[i];
        if (gap == TokenGap.Break || c is '\u200b' or '\u200c' or '\ufeff')
        {
            return gap;
        }

        var touches = tokens.Count > 0 && tokens[^1].End == i;
        return c switch
        {
            '-' or '\u2010' or '\u2011' when touches => TokenGap.Hyphen,
            '\'' or '\u2019' or '\u02bc' when touches => TokenGap.Apostrophe,
            ' ' or '\u00a0' or '\u202f' or '\t' or '\r' => gap is TokenGap.Space ? TokenGap.Space : TokenGap.Break,
            _ => TokenGap.Break,
        };
    }

    private static bool IsMark(char c) =>
        c >= 0x300 && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static Script ScriptOf(char c) => c switch
    {
        < '\u0e00' => Script.Spaced,
        >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf' or >= '\uf900' and <= '\ufaff' or '\u3005' => Script.Han,
        >= '\u3041' and <= '\u309f' => Script.Hiragana,
        >= '\u30a0' and <= '\u30ff' or >= '\u31f0' and <= '\u31ff' or >= '\uff66' and <= '\uff9f' => Script.Katakana,
        <= '\u0eff' => Script.SouthEast,
        >= '\u1000' and <= '\u109f' or >= '\u1780' and <= '\u17ff' => Script.SouthEast,
        _ => Script.Spaced,
    };

    private enum Script
    {
        Spaced,
        Han,
        Hiragana,
        Katakana,
        SouthEast,
    }
}
