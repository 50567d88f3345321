using Broadcaster.Core.Authoring.Seo;

namespace Broadcaster.Web.Api.Seo;

/// <summary>The score of a text and how it came about.</summary>
/// <param name="Score">0 to 100: the sum of the weights of the checks that passed.</param>
/// <param name="Form">long or short: which set of checks was used.</param>
/// <param name="Language">Two letters, as given or found; und where neither.</param>
/// <param name="Checks">All checks of the form; their weights sum to 100. docs/seo-score.md describes them.</param>
public sealed record SeoResource(int Score, SeoForm Form, string Language, IReadOnlyList<SeoCheckResource> Checks)
{
    public static SeoResource Of(SeoScore score) => new(
        score.Score,
        score.Form,
        score.Language,
        [.. score.Checks.Select(c => new SeoCheckResource(c.Id, c.Label, c.Weight, c.Passed, c.Finding, c.Fix, c.Group, c.Counted))]);
}

/// <summary>One check.</summary>
/// <param name="Weight">Points that it gives where it passes.</param>
/// <param name="Finding">What was measured.</param>
/// <param name="Fix">What to do; empty where it passed.</param>
/// <param name="Counted">False where it has nothing to measure: it then has weight 0 and passes.</param>
public sealed record SeoCheckResource(string Id, string Label, int Weight, bool Passed, string Finding, string Fix, string Group, bool Counted);
