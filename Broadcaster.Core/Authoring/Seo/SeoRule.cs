namespace Broadcaster.Core.Authoring.Seo;

/// <summary>One check of a form: how it is called, what it weighs, and how it measures.</summary>
/// <param name="Weight">Out of 100 for all rules of the form.</param>
internal sealed record SeoRule(string Id, string Label, string Group, int Weight, Func<SeoText, Measured> Measure);

/// <summary>What a rule found.</summary>
/// <param name="Passed">Null where it has nothing to measure.</param>
internal readonly record struct Measured(bool? Passed, string Finding, string Fix)
{
    public static Measured Of(bool passed, string finding, string fix) => new(passed, finding, passed ? "" : fix);

    public static Measured NotCounted(string finding) => new(null, finding, "");

    /// <summary>For the rules that look for the keyword.</summary>
    public static Measured NoKeyword { get; } = NotCounted("Not counted: no keyword is given.");
}
