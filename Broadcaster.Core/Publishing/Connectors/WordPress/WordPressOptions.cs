using System.ComponentModel.DataAnnotations;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.WordPress;

/// <summary>What a single piece may choose on a WordPress channel; what is left out is the channel's own.</summary>
public sealed record WordPressOptions
{
    [Display(Name = "Publish as", Order = 1, Description = "Instead of the channel's own: publish, draft or pending.")]
    public WordPressStatus? Status { get; init; }

    [StringLength(1000, ErrorMessage = "The categories have at most 1,000 characters.")]
    [Display(Name = "Categories", Order = 2, Prompt = "News, Harbour", Description = "Instead of the channel's own: names, separated by commas.")]
    public string? Categories { get; init; }

    /// <summary>The channel's settings as this piece has them.</summary>
    internal static WordPressSettings Over(WordPressSettings settings, ChannelContent content)
    {
        var options = ConnectorOptions.Read<WordPressOptions>(content);
        return settings with
        {
            Status = options.Status ?? settings.Status,
            Categories = options.Categories?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? settings.Categories,
        };
    }
}
