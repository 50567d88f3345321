using Broadcaster.Core.Authoring.Content.Import;

namespace Broadcaster.Web.Api.Content;

/// <summary>What became of an import.</summary>
/// <param name="Created">How many rows became drafts.</param>
/// <param name="Contents">Those rows with the ids of their drafts.</param>
/// <param name="IgnoredColumns">Columns of a CSV file that nothing was made of.</param>
public sealed record ImportResource(int Created, IReadOnlyList<RefusedRow> Refused, IReadOnlyList<AcceptedRow> Contents, IReadOnlyList<string> IgnoredColumns)
{
    public static ImportResource Of(ImportOutcome outcome) => new(outcome.Created.Count, outcome.Refused, outcome.Created, outcome.IgnoredColumns);
}
