namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>Something about the content that a platform will not take, or will take badly.</summary>
/// <param name="Field">title, body, summary, slug, tags, featuredImage, canonicalUrl, or options.{name}.</param>
/// <param name="Fix">What to do about it, as one short sentence.</param>
public sealed record ContentProblem(string Field, ProblemSeverity Severity, string Message, string Fix)
{
    public static ContentProblem Error(string field, string message, string fix) => new(field, ProblemSeverity.Error, message, fix);

    public static ContentProblem Warning(string field, string message, string fix) => new(field, ProblemSeverity.Warning, message, fix);
}

/// <summary>An error keeps the content from going out to that channel; a warning does not.</summary>
public enum ProblemSeverity
{
    Error,
    Warning,
}
