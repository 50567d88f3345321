using System.Globalization;
using System.Text;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Foundation.Idempotency;

/// <summary>
/// The work of a request as text that the database can be told to append to: <c>+content 0199…</c> was made,
/// <c>content 0199…</c> was changed, <c>+content 0199… 12</c> was made of row 12.
/// </summary>
internal static class WorkLines
{
    public static string Of(IEnumerable<KeyedWork> work)
    {
        var lines = new StringBuilder();
        foreach (var w in work)
        {
            lines.Append(w.Created ? "+" : "").Append(w.Kind).Append(' ').Append(CultureInfo.InvariantCulture, $"{w.Id:N}");
            if (w.Row is { } row)
            {
                lines.Append(' ').Append(row.ToString(CultureInfo.InvariantCulture));
            }

            lines.Append('\n');
        }

        return lines.ToString();
    }

    public static IReadOnlyList<KeyedWork> Read(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadLine)];

    private static KeyedWork ReadLine(string line)
    {
        var parts = line.Split(' ');
        int? row = parts.Length > 2 ? int.Parse(parts[2], CultureInfo.InvariantCulture) : null;
        return new KeyedWork(parts[0].TrimStart('+'), Guid.ParseExact(parts[1], "N"), parts[0][0] == '+', row);
    }
}
