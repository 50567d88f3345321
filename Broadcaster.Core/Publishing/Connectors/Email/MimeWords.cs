using System.Text;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>Headers beyond ASCII, as encoded words (RFC 2047).</summary>
internal static class MimeWords
{
    // "=?utf-8?B?" and "?=" around base64 of 45 bytes stay under the 75 characters that one word may have.
    private const int BytesAWord = 45;

    /// <summary>Text of a Subject and the like; folded where it takes several words.</summary>
    public static string Text(string text)
    {
        var line = string.Concat(text.ReplaceLineEndings(" ").Where(c => !char.IsControl(c))).Trim();
        return line.All(char.IsAscii) && line.Length <= 900 && !line.Contains("=?", StringComparison.Ordinal) ? Fold(line) : Encode(line);
    }

    /// <summary>The name in front of an address.</summary>
    public static string Phrase(string name)
    {
        var line = string.Concat(name.Where(c => !char.IsControl(c)));
        if (!line.All(char.IsAscii))
        {
            return Encode(line);
        }

        return line.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_')
            ? line
            : $"\"{line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static string Encode(string text)
    {
        var words = new List<string>();
        var word = new List<byte>(BytesAWord);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            // A character never stands half in one word and half in the next.
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > BytesAWord)
            {
                words.Add(Word(word));
                word.Clear();
            }

            word.AddRange(bytes[..length]);
        }

        words.Add(Word(word));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String(bytes.ToArray())}?=";

    private static string Fold(string line)
    {
        var folded = new StringBuilder(line.Length + 8);
        var column = 10;
        foreach (var word in line.Split(' '))
        {
            if (folded.Length > 0)
            {
                if (column + word.Length > 76)
                {
                    folded.Append("\r\n");
                    column = 0;
                }

                folded.Append(' ');
                column++;
            }

            folded.Append(word);
            column += word.Length;
        }

        return folded.ToString();
    }
}
