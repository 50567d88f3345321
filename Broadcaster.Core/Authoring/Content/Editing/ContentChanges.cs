using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Moves a piece's text between its snapshot and its rows.</summary>
internal static class ContentChanges
{
    /// <summary>Makes the rows say what the snapshot says, changing only those that differ.</summary>
    /// <param name="db">Where the item is tracked; null for one that is yet to be added.</param>
    public static void TakeOver(this ContentItem item, ContentSnapshot piece, DateTimeOffset now, BroadcasterDbContext? db)
    {
        item.Title = piece.Title;
        item.Body = piece.Body;
        item.Summary = piece.Summary;
        item.Slug = piece.Slug;
        item.CanonicalUrl = piece.CanonicalUrl;
        item.Language = piece.Language;
        item.Metadata = piece.Metadata.ToDictionary(p => p.Key, p => p.Value);
        item.FeaturedMediaId = piece.FeaturedMediaId;
        item.SeoScore = ContentSeo.ScoreOf(piece);
        TakeOverTags(item, piece.Tags);
        item.Targets.RemoveAll(t => !piece.ChannelIds.Contains(t.ChannelId));
        item.Targets.AddRange(piece.ChannelIds
            .Where(id => !item.Targets.Exists(t => t.ChannelId == id))
            .Select(id => new ContentTarget { WorkspaceId = item.WorkspaceId, ContentId = item.Id, ChannelId = id }));
        TakeOverVariants(item, piece.Variants, now, db);
    }

    public static ContentItem NewItem(Guid id, Caller caller, ContentSnapshot piece, Guid? parentId, DateTimeOffset now)
    {
        var item = new ContentItem
        {
            Id = id,
            WorkspaceId = caller.WorkspaceId,
            Title = piece.Title,
            Body = piece.Body,
            Slug = piece.Slug,
            Hash = ContentHash.Of(piece),
            ParentId = parentId,
            CreatedAt = now,
            CreatedBy = caller.MemberId,
            UpdatedAt = now,
            UpdatedBy = caller.MemberId,
        };
        item.TakeOver(piece, now, db: null);
        return item;
    }

    private static void TakeOverTags(ContentItem item, IReadOnlyList<string> tags)
    {
        item.Tags.RemoveAll(t => !tags.Contains(t.Name, StringComparer.Ordinal));
        for (var i = 0; i < tags.Count; i++)
        {
            if (item.Tags.Find(t => t.Name == tags[i]) is { } kept)
            {
                kept.Position = i;
            }
            else
            {
                item.Tags.Add(new ContentTag { WorkspaceId = item.WorkspaceId, ContentId = item.Id, Name = tags[i], Position = i });
            }
        }
    }

    private static void TakeOverVariants(ContentItem item, IReadOnlyList<VariantSnapshot> variants, DateTimeOffset now, BroadcasterDbContext? db)
    {
        item.Variants.RemoveAll(v => !variants.Any(n => n.ChannelId == v.ChannelId));
        foreach (var next in variants)
        {
            var variant = item.Variants.Find(v => v.ChannelId == next.ChannelId);
            if (variant is null)
            {
                variant = new ContentVariant { Id = Guid.CreateVersion7(now), WorkspaceId = item.WorkspaceId, ContentId = item.Id, ChannelId = next.ChannelId, UpdatedAt = now };
                item.Variants.Add(variant);

                // A row that hangs on a tracked one and has its key already is taken for an old one unless it is added by name.
                db?.Add(variant);
            }

            variant.Title = next.Title;
            variant.Body = next.Body;
            variant.Tags = next.Tags?.ToList();
            variant.Options = next.Options.ToDictionary(p => p.Key, p => p.Value);
            if (db?.Entry(variant) is { State: EntityState.Modified })
            {
                variant.UpdatedAt = now;
            }
        }
    }
}
