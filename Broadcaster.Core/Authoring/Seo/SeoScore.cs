namespace Broadcaster.Core.Authoring.Seo;

/// <summary>How well a text can be found and read: the sum of the weights of the checks that it passes.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Form">The set of checks that was used; never <see cref="SeoForm.Auto"/>.</param>
/// <param name="Language">Two letters, as given or found; "und" where neither.</param>
/// <param name="Checks">Always all checks of the form, in their order. Their weights sum to 100.</param>
public sealed record SeoScore(int Score, SeoForm Form, string Language, IReadOnlyList<SeoCheck> Checks)
{
    /// <summary>What to mend, heaviest first.</summary>
    public IEnumerable<SeoCheck> Failed => Checks.Where(c => !c.Passed).OrderByDescending(c => c.Weight);
}

/// <summary>One measurement.</summary>
/// <param name="Id">Stable, kebab-case: <c>title-length</c>. Described in docs/seo-score.md.</param>
/// <param name="Weight">Points that it gives where it passes; 0 where it was not counted, its points then went to the others.</param>
/// <param name="Passed">True also where it was not counted.</param>
/// <param name="Finding">What was measured, with the number.</param>
/// <param name="Fix">What to do; empty where it passed.</param>
/// <param name="Group">What it is about: title, summary, slug, keyword, structure, text, links, hook, post, tags.</param>
/// <param name="Counted">False where the check says nothing about this text, e.g. for want of a keyword or a picture.</param>
public sealed record SeoCheck(string Id, string Label, int Weight, bool Passed, string Finding, string Fix, string Group, bool Counted);
