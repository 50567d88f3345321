using System.ComponentModel;
using System.Text.Json;
using Broadcaster.Core.Authoring.Content.Editing;

namespace Broadcaster.Web.Api.Content;

/// <summary>What a client sends to make or replace a piece.</summary>
public record ContentBody
{
    [Description("Required, at most 300 characters.")]
    public string? Title { get; init; }

    [Description("Markdown, at most 512 KiB.")]
    public string? Body { get; init; }

    public string? Summary { get; init; }

    [Description("Lower-case letters, digits and hyphens. Left out: made from the title. A slug that another piece has gets a number.")]
    public string? Slug { get; init; }

    [Description("At most 30.")]
    public IReadOnlyList<string>? Tags { get; init; }

    [Description("Absolute http or https address.")]
    public string? CanonicalUrl { get; init; }

    [Description("BCP 47, e.g. en or de-AT; en where it is left out.")]
    public string? Language { get; init; }

    [Description("Any JSON object, handed on as it came to channels that can carry it; at most 64 KiB and 16 levels deep.")]
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    [Description("A picture of this workspace, see POST /media.")]
    public Guid? FeaturedMediaId { get; init; }

    [Description("The channels that the piece is meant for. An approval covers them.")]
    public IReadOnlyList<Guid>? ChannelIds { get; init; }

    [Description("The piece as single channels get it, where that differs.")]
    public IReadOnlyList<VariantWithChannelBody>? Variants { get; init; }

    public ContentInput ToInput() => new()
    {
        Title = Title,
        Body = Body,
        Summary = Summary,
        Slug = Slug,
        Tags = Tags,
        CanonicalUrl = CanonicalUrl,
        Language = Language,
        Metadata = Metadata,
        FeaturedMediaId = FeaturedMediaId,
        ChannelIds = ChannelIds,
        Variants = Variants is null ? null : [.. Variants.Select(v => v?.ToInput(v.ChannelId) ?? new VariantInput())],
    };
}

/// <summary>What a client sends to replace a piece.</summary>
public sealed record SaveContentBody : ContentBody
{
    [Description("True where the change may void an approval or a schedule; the query may say it instead.")]
    public bool? Confirm { get; init; }
}

/// <summary>The piece as one channel gets it; what is left out is the piece's own.</summary>
public record VariantBody
{
    public string? Title { get; init; }

    public string? Body { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    [Description("Choices that the channel's connector reads, by name: see optionsSchema of GET /connectors. Another name is refused.")]
    public IReadOnlyDictionary<string, string?>? Options { get; init; }

    public VariantInput ToInput(Guid channelId) => new() { ChannelId = channelId, Title = Title, Body = Body, Tags = Tags, Options = Options };
}

/// <summary>A variant within a piece.</summary>
public sealed record VariantWithChannelBody : VariantBody
{
    public Guid ChannelId { get; init; }
}

/// <summary>Which channels are asked.</summary>
/// <param name="ChannelIds">Left out: those that the piece is meant for.</param>
public sealed record ValidateBody(IReadOnlyList<Guid>? ChannelIds);
