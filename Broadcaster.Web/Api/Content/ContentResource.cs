using System.Text.Json;
using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Content;

/// <summary>A piece, as the API shows it.</summary>
/// <param name="ContentHash">SHA-256 over everything that can go out; an approval binds to it.</param>
/// <param name="ApprovedHash">What was approved; null once an edit has voided that.</param>
/// <param name="SeoScore">0 to 100, of the text as it is saved; null where it is too long to score. The metadata's <c>keywords</c>, comma-separated or a list, count.</param>
/// <param name="ParentId">The piece that this one revises.</param>
public record ContentResource(
    Guid Id,
    string Title,
    string Body,
    string? Summary,
    string Slug,
    IReadOnlyList<string> Tags,
    string? CanonicalUrl,
    string Language,
    IReadOnlyDictionary<string, JsonElement> Metadata,
    Guid? FeaturedMediaId,
    IReadOnlyList<Guid> ChannelIds,
    ContentState State,
    ApprovalStatus ApprovalStatus,
    string ContentHash,
    string? ApprovedHash,
    IReadOnlyList<ApprovalResource> Approvals,
    IReadOnlyList<VariantResource> Variants,
    DateTimeOffset? ScheduledAt,
    DateTimeOffset? PublishedAt,
    int? SeoScore,
    Guid? ParentId,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset CreatedAt,
    Guid? CreatedBy,
    DateTimeOffset UpdatedAt,
    Guid? UpdatedBy,
    int Version) : IVersionedResource
{
    public static ContentResource Of(ContentItem item)
    {
        var piece = ContentSnapshot.Of(item);
        return new ContentResource(
            item.Id,
            item.Title,
            item.Body,
            item.Summary,
            item.Slug,
            piece.Tags,
            item.CanonicalUrl,
            item.Language,
            item.Metadata,
            item.FeaturedMediaId,
            piece.ChannelIds,
            item.State,
            ApprovalStatuses.Of(item),
            item.Hash,
            item.ApprovedHash,
            [.. item.Approvals.OrderBy(a => a.At).Select(a => new ApprovalResource(a.MemberId, a.MemberName, a.Decision, a.Comment, a.ContentHash, a.At))],
            [.. piece.Variants.Select(v => new VariantResource(v.ChannelId, v.Title, v.Body, v.Tags, v.Options))],
            item.ScheduledAt,
            item.PublishedAt,
            item.SeoScore,
            item.ParentId,
            item.SubmittedAt,
            item.CreatedAt,
            item.CreatedBy,
            item.UpdatedAt,
            item.UpdatedBy,
            item.Version);
    }

    public static string Location(ContentResource content) => $"{ApiServices.BasePath}/content/{content.Id}";
}

/// <summary>One decision of a reviewer.</summary>
public sealed record ApprovalResource(Guid? MemberId, string MemberName, ApprovalDecision Decision, string? Comment, string ContentHash, DateTimeOffset At);

/// <summary>The piece as one channel gets it; null is the piece's own.</summary>
public sealed record VariantResource(Guid ChannelId, string? Title, string? Body, IReadOnlyList<string>? Tags, IReadOnlyDictionary<string, string> Options);
