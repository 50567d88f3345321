using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Authoring.Content.Import;

/// <summary>How the rows are written.</summary>
public enum ImportFormat
{
    Csv,
    JsonLines,
}

/// <summary>How much one import takes.</summary>
public static class ImportLimits
{
    public const int Rows = 5_000;

    public const long Bytes = 20 * 1024 * 1024;
}

/// <summary>A file over the limits: nothing of it was taken.</summary>
public sealed record ImportTooLarge()
    : Error("import.too_large", $"An import takes {ImportLimits.Rows} rows and {ImportLimits.Bytes / (1024 * 1024)} MB. Nothing was imported: split the file and send the parts.")
{
    public override ErrorKind Kind => ErrorKind.TooLarge;
}

/// <summary>One row as read.</summary>
/// <param name="Number">1 is the first row of data; a line that names columns does not count.</param>
/// <param name="Input">Null where the row could not be read at all.</param>
internal sealed record ImportRow(int Number, ContentInput? Input, IReadOnlyDictionary<string, string[]> Errors)
{
    public static ImportRow Refused(int number, string field, string message) => new(number, null, new Dictionary<string, string[]> { [field] = [message] });
}

/// <summary>A whole file as read.</summary>
internal sealed record ImportedRows(IReadOnlyList<ImportRow> Rows, IReadOnlyList<string> IgnoredColumns);

/// <summary>What became of an import.</summary>
/// <param name="IgnoredColumns">Columns of the file that nothing here is made of.</param>
public sealed record ImportOutcome(IReadOnlyList<AcceptedRow> Created, IReadOnlyList<RefusedRow> Refused, IReadOnlyList<string> IgnoredColumns);

/// <summary>What an import would make, without making it.</summary>
/// <param name="IgnoredColumns">Columns of the file that nothing here is made of.</param>
public sealed record ImportPreview(IReadOnlyList<PlannedRow> Planned, IReadOnlyList<RefusedRow> Refused, IReadOnlyList<string> IgnoredColumns);

/// <summary>A row that would become a piece.</summary>
/// <param name="Row">1 is the first row of data.</param>
public sealed record PlannedRow(int Row, string Title);

/// <summary>A row that became a piece.</summary>
/// <param name="Row">1 is the first row of data.</param>
public sealed record AcceptedRow(int Row, Guid ContentId);

/// <summary>A row that did not, with the messages by field; <c>row</c> for the row as such.</summary>
/// <param name="Row">1 is the first row of data.</param>
public sealed record RefusedRow(int Row, IReadOnlyDictionary<string, string[]> Errors);
