using System.Text;

namespace Broadcaster.Core.Authoring.Content.Import;

/// <summary>
/// Splits CSV text into records: quoted fields, doubled quotes, line ends inside quotes. A broken record costs only itself:
/// reading goes on at the line after the one that it began on, so that one forgotten quote does not swallow the rest of a file.
/// </summary>
internal sealed class CsvRecords(string text, char delimiter)
{
    private int position;

    /// <summary>The next record, or null at the end. Empty lines are none.</summary>
    public CsvRecord? Read()
    {
        while (position < text.Length)
        {
            var start = position;
            if (SkipLineEnd(ref position))
            {
                continue;
            }

            var fields = new List<string>();
            var problem = ReadFields(fields);
            if (problem is not null)
            {
                position = EndOfLine(start);
                SkipLineEnd(ref position);
                return new CsvRecord([], problem);
            }

            if (fields.Count > 1 || fields[0].Length > 0)
            {
                return new CsvRecord(fields, null);
            }
        }

        return null;
    }

    /// <summary>The delimiter that the first line uses most, outside of quotes: a comma, a semicolon or a tab.</summary>
    public static char DelimiterOf(string text)
    {
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '\n' or '\r')
            {
                break;
            }
            else if (!quoted && counts.TryGetValue(c, out var count))
            {
                counts[c] = count + 1;
            }
        }

        return counts.MaxBy(c => c.Value).Key;
    }

    private string? ReadFields(List<string> fields)
    {
        while (true)
        {
            if (position < text.Length && text[position] == '"')
            {
                if (ReadQuoted(fields) is { } problem)
                {
                    return problem;
                }
            }
            else
            {
                var start = position;
                while (position < text.Length && text[position] != delimiter && text[position] is not ('\n' or '\r'))
                {
                    if (text[position] == '"')
                    {
                        return "A quote stands in the middle of a field. Put the whole field in quotes and write the quote twice.";
                    }

                    position++;
                }

                fields.Add(text[start..position]);
            }

            if (position < text.Length && text[position] == delimiter)
            {
                position++;
                continue;
            }

            SkipLineEnd(ref position);
            return null;
        }
    }

    private string? ReadQuoted(List<string> fields)
    {
        var field = new StringBuilder();
        position++;
        while (position < text.Length)
        {
            var c = text[position++];
            if (c != '"')
            {
                field.Append(c);
            }
            else if (position < text.Length && text[position] == '"')
            {
                field.Append('"');
                position++;
            }
            else if (position >= text.Length || text[position] == delimiter || text[position] is '\n' or '\r')
            {
                fields.Add(field.ToString());
                return null;
            }
            else
            {
                return "Text follows a closing quote. Write a quote inside a quoted field twice.";
            }
        }

        return "A quote is opened and never closed.";
    }

    private int EndOfLine(int from)
    {
        var end = text.AsSpan(from).IndexOfAny('\n', '\r');
        return end < 0 ? text.Length : from + end;
    }

    private bool SkipLineEnd(ref int at)
    {
        if (at < text.Length && text[at] == '\r')
        {
            at++;
            if (at < text.Length && text[at] == '\n')
            {
                at++;
            }

            return true;
        }

        if (at < text.Length && text[at] == '\n')
        {
            at++;
            return true;
        }

        return false;
    }
}

/// <summary>One record: its fields, or what is wrong with it.</summary>
internal sealed record CsvRecord(IReadOnlyList<string> Fields, string? Problem);
