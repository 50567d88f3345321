using System.Net;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>Turns the names of categories and tags into the ids that WordPress wants, and makes those that are missing.</summary>
internal static class WordPressTerms
{
    /// <param name="kind">"categories" or "tags".</param>
    public static async Task<WordPressAnswer<IReadOnlyList<long>>> ResolveAsync(WordPressClient client, string kind, IReadOnlyList<string> names, IPublishSteps steps, CancellationToken ct)
    {
        var ids = new List<long>();
        foreach (var name in names.Select(n => n.Trim()).Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            // Names are kept as HTML ("R&amp;D"), and the search compares what is kept.
            var found = await client.GetAsync<IReadOnlyList<WordPressTerm>>(kind, $"search={Uri.EscapeDataString(WordPressHtml.Text(name))}&per_page=100&_fields=id,name,slug", ct);
            if (!found.Ok)
            {
                return found.Failure!;
            }

            // It also finds parts of names.
            if (found.Value!.FirstOrDefault(t => WebUtility.HtmlDecode(t.Name ?? "").Equals(name, StringComparison.OrdinalIgnoreCase)) is { } term)
            {
                ids.Add(term.Id);
                continue;
            }

            var created = await client.PostAsync<WordPressTerm>(kind, new { name }, Effect.Harmless, ct);
            if (created is { Ok: true, Value.Id: var id })
            {
                ids.Add(id);
            }
            else if (created is { Code: "term_exists", TermId: { } existing })
            {
                // Somebody made it in between, or it is the same word in WordPress's eyes.
                ids.Add(existing);
            }
            else if (created.Status is 403)
            {
                steps.Log($"This account may not add {kind}; one that does not exist on the site was left out.");
            }
            else
            {
                return created.Failure!;
            }
        }

        return ids;
    }
}
