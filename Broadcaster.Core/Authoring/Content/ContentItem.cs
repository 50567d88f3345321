using System.Text.Json;
using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Authoring.Content;

/// <summary>The piece: what people write, review and publish.</summary>
public sealed class ContentItem : IWorkspaceOwned, IVersioned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required string Title { get; set; }

    /// <summary>Markdown.</summary>
    public required string Body { get; set; }

    public string? Summary { get; set; }

    /// <summary>Lower-case letters, digits, hyphens; made from the title where not given; unique within the workspace's site.</summary>
    public required string Slug { get; set; }

    public List<ContentTag> Tags { get; } = [];

    public string? CanonicalUrl { get; set; }

    /// <summary>BCP 47, e.g. en or de-AT.</summary>
    public string Language { get; set; } = "en";

    /// <summary>A JSON object of the caller's own, handed on as it came to connectors that can carry it; see <see cref="ContentMetadata"/>.</summary>
    public Dictionary<string, JsonElement> Metadata { get; set; } = [];

    public Guid? FeaturedMediaId { get; set; }

    /// <summary>The channels it is meant for, chosen while writing. Part of what an approval binds to. Empty: not chosen yet.</summary>
    public List<ContentTarget> Targets { get; } = [];

    public List<ContentVariant> Variants { get; } = [];

    public List<Approval> Approvals { get; } = [];

    /// <summary>0 to 100, of the text as it is saved; null where the text is too long to score.</summary>
    public int? SeoScore { get; set; }

    public ContentState State { get; set; } = ContentState.Draft;

    /// <summary>SHA-256 over everything that can go out; see <see cref="ContentHash"/>. Kept current by every save.</summary>
    public required string Hash { get; set; }

    /// <summary>The hash that was approved; null when nothing is approved or the approval was voided by an edit.</summary>
    public string? ApprovedHash { get; set; }

    /// <summary>When the first of its jobs is due.</summary>
    public DateTimeOffset? ScheduledAt { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>The published piece that this one revises.</summary>
    public Guid? ParentId { get; init; }

    public DateTimeOffset? SubmittedAt { get; set; }

    public Guid? SubmittedBy { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Member id of the author; null for the system.</summary>
    public Guid? CreatedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public Guid? UpdatedBy { get; set; }

    public int Version { get; set; }
}
