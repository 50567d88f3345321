namespace Broadcaster.Core.Authoring.Seo;

/// <summary>Which set of checks a text is measured with.</summary>
public enum SeoForm
{
    /// <summary>Chosen from the text: a body of fewer than 150 words without a heading is short.</summary>
    Auto,

    /// <summary>An article, a page, a newsletter.</summary>
    Long,

    /// <summary>A post for a timeline.</summary>
    Short,
}
