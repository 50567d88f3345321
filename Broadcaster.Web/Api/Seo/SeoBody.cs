using System.ComponentModel;
using Broadcaster.Core.Authoring.Seo;

namespace Broadcaster.Web.Api.Seo;

/// <summary>A text to score.</summary>
public sealed record SeoBody
{
    [Description("At most 300 characters; may be left out for a short form.")]
    public string? Title { get; init; }

    [Description("Required. Markdown, at most 512 KiB.")]
    public string? Body { get; init; }

    [Description("The meta description.")]
    public string? Summary { get; init; }

    [Description("Left out: the one that would be made from the title.")]
    public string? Slug { get; init; }

    [Description("At most 20; the first is the main one. Left out: the checks that need one are not counted.")]
    public IReadOnlyList<string>? Keywords { get; init; }

    [Description("Hashtags that a channel adds to a short form.")]
    public IReadOnlyList<string>? Tags { get; init; }

    [Description("BCP 47. Left out: found from the text.")]
    public string? Language { get; init; }

    [Description("auto (default), long or short.")]
    public string? Form { get; init; }

    [Description("Where the piece will stand: links there count as internal.")]
    public string? SiteUrl { get; init; }

    public SeoQuestion ToQuestion() => new()
    {
        Title = Title,
        Body = Body,
        Summary = Summary,
        Slug = Slug,
        Keywords = Keywords,
        Tags = Tags,
        Language = Language,
        Form = Form,
        SiteUrl = SiteUrl,
    };
}
