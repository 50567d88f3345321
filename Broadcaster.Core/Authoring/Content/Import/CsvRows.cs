using System.Globalization;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Authoring.Content.Import;

/// <summary>
/// Reads pieces from CSV. The first line names the columns: title, body, summary, slug, tags, canonicalUrl, language,
/// channelIds, featuredMediaId, and metadata.{name}. Several tags or channels stand in one field, separated by comma,
/// semicolon or bar.
/// </summary>
internal static class CsvRows
{
    private static readonly char[] Separators = [',', ';', '|'];

    private static readonly Dictionary<string, string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["title"] = "title", ["body"] = "body", ["summary"] = "summary", ["slug"] = "slug", ["tags"] = "tags", ["canonicalurl"] = "canonicalUrl",
        ["language"] = "language", ["channelids"] = "channelIds", ["featuredmediaid"] = "featuredMediaId",
    };

    public static Result<ImportedRows> Read(string text)
    {
        var records = new CsvRecords(text, CsvRecords.DelimiterOf(text));
        if (records.Read() is not { } header)
        {
            return InvalidInput.Of("file", "The file is empty. The first line names the columns, e.g. title,body,tags.", "import.empty");
        }

        if (header.Problem is not null)
        {
            return InvalidInput.Of("file", $"The first line, which names the columns, is broken. {header.Problem}", "import.bad_header");
        }

        var names = header.Fields.Select(NameOf).ToList();
        if (!names.Contains("title"))
        {
            return InvalidInput.Of("file", $"The first line names the columns, and \"title\" is not among them: {string.Join(", ", header.Fields.Take(20))}.", "import.no_title_column");
        }

        if (names.OfType<string>().GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return InvalidInput.Of("file", $"The column \"{twice.Key}\" is there twice.", "import.bad_header");
        }

        var rows = new List<ImportRow>();
        while (records.Read() is { } record)
        {
            if (rows.Count == ImportLimits.Rows)
            {
                return new ImportTooLarge();
            }

            rows.Add(RowOf(rows.Count + 1, record, names));
        }

        return new ImportedRows(rows, [.. header.Fields.Where((_, i) => names[i] is null)]);
    }

    private static ImportRow RowOf(int number, CsvRecord record, List<string?> names)
    {
        if (record.Problem is not null)
        {
            return ImportRow.Refused(number, "row", record.Problem);
        }

        if (record.Fields.Count != names.Count)
        {
            return ImportRow.Refused(number, "row", string.Create(CultureInfo.InvariantCulture, $"The row has {record.Fields.Count} fields; the first line names {names.Count}."));
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] is { } name)
            {
                values[name] = record.Fields[i];
            }
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var input = new ContentInput
        {
            Title = values.GetValueOrDefault("title"),
            Body = values.GetValueOrDefault("body"),
            Summary = values.GetValueOrDefault("summary"),
            Slug = values.GetValueOrDefault("slug"),
            Tags = values.TryGetValue("tags", out var tags) ? tags.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : null,
            CanonicalUrl = values.GetValueOrDefault("canonicalUrl"),
            Language = values.GetValueOrDefault("language"),
            FeaturedMediaId = IdsOf(errors, "featuredMediaId", values).Cast<Guid?>().FirstOrDefault(),
            ChannelIds = IdsOf(errors, "channelIds", values),
            Metadata = values.Where(v => v.Key.StartsWith("metadata.", StringComparison.Ordinal) && v.Value.Length > 0).ToDictionary(v => v.Key["metadata.".Length..], v => ContentMetadata.Text(v.Value)),
        };
        return new ImportRow(number, input, errors);
    }

    private static List<Guid> IdsOf(Dictionary<string, string[]> errors, string field, Dictionary<string, string> values)
    {
        var parts = (values.GetValueOrDefault(field) ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Array.FindAll(parts, p => !Guid.TryParse(p, out _)) is { Length: > 0 } wrong)
        {
            errors[field] = [.. wrong.Select(p => $"\"{p}\" is not an id (a UUID).")];
        }

        return [.. parts.Where(p => Guid.TryParse(p, out _)).Select(Guid.Parse)];
    }

    // "Canonical URL", "canonical_url" and "canonicalUrl" are the same column; null for one that is not known.
    private static string? NameOf(string header)
    {
        var name = header.Trim();
        return name.StartsWith("metadata.", StringComparison.OrdinalIgnoreCase) && name.Length > "metadata.".Length
            ? "metadata." + name["metadata.".Length..]
            : Columns.GetValueOrDefault(name.Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal));
    }
}
