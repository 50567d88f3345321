using System.Text;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>UTF-8 as lines of at most 76 ASCII characters (RFC 2045, 6.7): every mail server carries it unchanged.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;

    public static void Encode(string text, StringBuilder to)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            EncodeLine(Encoding.UTF8.GetBytes(lines[i]), to);
            if (i + 1 < lines.Length)
            {
                to.Append("\r\n");
            }
        }
    }

    private static void EncodeLine(byte[] line, StringBuilder to)
    {
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var b = line[i];
            var last = i == line.Length - 1;

            // White space at the end of a line would be lost on the way.
            var plain = b is (>= 33 and <= 126 and not (byte)'=') || (b is (byte)' ' or (byte)'\t' && !last);
            var width = plain ? 1 : 3;
            if (column + width > LongestLine - 1 && !(last && column + width <= LongestLine))
            {
                to.Append("=\r\n");
                column = 0;
            }

            if (plain)
            {
                to.Append((char)b);
            }
            else
            {
                to.Append('=').Append("0123456789ABCDEF"[b >> 4]).Append("0123456789ABCDEF"[b & 15]);
            }

            column += width;
        }
    }
}
