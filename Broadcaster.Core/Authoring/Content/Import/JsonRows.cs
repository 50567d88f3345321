using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Content.Import;

/// <summary>Reads pieces from JSON lines: one object a line, with the members of POST /content. Empty lines are no rows.</summary>
internal static class JsonRows
{
    private static readonly JsonSerializerOptions Strict = new(ModelConventions.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false };

    public static Result<ImportedRows> Read(string text)
    {
        var rows = new List<ImportRow>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                continue;
            }

            if (rows.Count == ImportLimits.Rows)
            {
                return new ImportTooLarge();
            }

            rows.Add(RowOf(rows.Count + 1, line));
        }

        return rows.Count == 0
            ? InvalidInput.Of("file", "The file is empty. Write one JSON object a line, e.g. {\"title\":\"Hello\",\"body\":\"World\"}.", "import.empty")
            : new ImportedRows(rows, []);
    }

    private static ImportRow RowOf(int number, ReadOnlySpan<char> line)
    {
        try
        {
            return JsonSerializer.Deserialize<ContentInput>(line, Strict) is { } input
                ? new ImportRow(number, input, new Dictionary<string, string[]>())
                : ImportRow.Refused(number, "row", "The line is null. Write a JSON object.");
        }
        catch (JsonException problem)
        {
            var field = problem.Path is { Length: > 2 } path ? path[2..] : "row";
            if (MemberOf(problem) is { } member)
            {
                return ImportRow.Refused(number, field, member);
            }

            return ImportRow.Refused(
                number,
                field,
                field == "row"
                    ? string.Create(CultureInfo.InvariantCulture, $"The line is not a JSON object (byte {problem.BytePositionInLine + 1}).")
                    : "This has the wrong type, or the line breaks off here.");
        }
        catch (InvalidOperationException)
        {
            // What the reader says to half of a character in an escape sequence.
            return ImportRow.Refused(number, "row", "The line holds half of a character (a lone surrogate).");
        }
    }

    private static string? MemberOf(JsonException problem) =>
        problem.Message.Contains("could not be mapped", StringComparison.Ordinal) ? "A piece has no such member. Check its spelling, or leave it out."
        : problem.Message.StartsWith("Duplicate propert", StringComparison.Ordinal) ? "This is there twice. Keep one."
        : null;
}
