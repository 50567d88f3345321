using System.Globalization;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Whether the channels and the picture that a piece names are there, in this workspace.</summary>
internal static class ContentReferences
{
    /// <param name="before">What the piece names already stays, even where its channel was deleted since.</param>
    public static async Task<Error?> CheckAsync(BroadcasterDbContext db, ContentSnapshot piece, ContentSnapshot? before, CancellationToken ct)
    {
        var known = before is null ? [] : ChannelsOf(before).ToHashSet();
        var asked = ChannelsOf(piece).Where(id => !known.Contains(id)).Distinct().ToList();
        if (asked.Count > 0)
        {
            known.UnionWith(await db.Channels.Where(c => asked.Contains(c.Id) && c.DeletedAt == null).Select(c => c.Id).ToListAsync(ct));
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (piece.ChannelIds.Where(id => !known.Contains(id)).ToList() is { Count: > 0 } unknown)
        {
            errors["channelIds"] = [.. unknown.Select(NoChannel)];
        }

        for (var i = 0; i < piece.Variants.Count; i++)
        {
            if (!known.Contains(piece.Variants[i].ChannelId))
            {
                errors[string.Create(CultureInfo.InvariantCulture, $"variants[{i}].channelId")] = [NoChannel(piece.Variants[i].ChannelId)];
            }
        }

        if (piece.FeaturedMediaId is { } media && media != before?.FeaturedMediaId && !await db.MediaFiles.AnyAsync(m => m.Id == media, ct))
        {
            errors["featuredMediaId"] = [$"There is no picture {media} in this workspace. Upload it first."];
        }

        return errors.Count == 0 ? null : new InvalidInput(errors);
    }

    /// <summary>The piece without whatever is gone by now, for bringing an old version back.</summary>
    public static async Task<ContentSnapshot> WithoutMissingAsync(BroadcasterDbContext db, ContentSnapshot piece, CancellationToken ct)
    {
        var asked = ChannelsOf(piece).Distinct().ToList();
        var there = (await db.Channels.Where(c => asked.Contains(c.Id) && c.DeletedAt == null).Select(c => c.Id).ToListAsync(ct)).ToHashSet();
        var media = piece.FeaturedMediaId is { } id && await db.MediaFiles.AnyAsync(m => m.Id == id, ct) ? piece.FeaturedMediaId : null;
        return piece with
        {
            ChannelIds = [.. piece.ChannelIds.Where(there.Contains)],
            Variants = [.. piece.Variants.Where(v => there.Contains(v.ChannelId))],
            FeaturedMediaId = media,
        };
    }

    private static IEnumerable<Guid> ChannelsOf(ContentSnapshot piece) => piece.ChannelIds.Concat(piece.Variants.Select(v => v.ChannelId));

    private static string NoChannel(Guid id) => $"There is no channel {id} in this workspace.";
}
