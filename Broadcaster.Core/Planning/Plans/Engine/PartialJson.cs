using System.Globalization;
using System.Text;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Reads a string out of a JSON text that is still being written.</summary>
internal static class PartialJson
{
    /// <summary>The value so far; null while the property has not begun.</summary>
    public static string? StringOf(string json, string property)
    {
        var name = json.IndexOf($"\"{property}\"", StringComparison.Ordinal);
        var start = name < 0 ? -1 : json.IndexOf('"', name + property.Length + 2);
        if (start < 0)
        {
            return null;
        }

        var text = new StringBuilder();
        for (var i = start + 1; i < json.Length && json[i] != '"'; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
            }
            else if (++i >= json.Length)
            {
                break;
            }
            else if (json[i] == 'u')
            {
                if (i + 4 >= json.Length || !ushort.TryParse(json.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit))
                {
                    break;
                }

                text.Append((char)unit);
                i += 4;
            }
            else
            {
                text.Append(json[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' or 'f' => ' ', var c => c });
            }
        }

        return text.ToString();
    }
}
