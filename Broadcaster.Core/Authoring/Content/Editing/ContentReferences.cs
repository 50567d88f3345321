using System.Globalization;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Whether the channels and the picture that a piece names are there, in this workspace, and whether the channels read its options.</summary>
internal static class ContentReferences
{
    /// <param name="input">What the piece was read from: problems are named by the places in it.</param>
    /// <param name="before">What the piece names already stays, even where its channel was deleted since.</param>
    public static async Task<Error?> CheckAsync(
        BroadcasterDbContext db, IVariantOptions options, ContentInput input, ContentSnapshot piece, ContentSnapshot? before, CancellationToken ct)
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

        foreach (var variant in piece.Variants.Where(v => !known.Contains(v.ChannelId)))
        {
            errors[$"{PlaceOf(input, variant.ChannelId)}.channelId"] = [NoChannel(variant.ChannelId)];
        }

        var chosen = piece.Variants.Where(v => v.Options.Count > 0 && known.Contains(v.ChannelId) && !IsUnchanged(v, before)).ToList();
        if (chosen.Count > 0)
        {
            foreach (var ((channelId, option), problem) in await options.CheckAsync(db, chosen, ct))
            {
                errors[$"{PlaceOf(input, channelId)}.options.{option}"] = [problem];
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

    /// <summary>Where the variant of this channel stands in what was sent: <c>variants[0]</c>.</summary>
    public static string PlaceOf(ContentInput input, Guid channelId)
    {
        var variants = input.Variants ?? [];
        var at = 0;
        while (at < variants.Count && variants[at].ChannelId != channelId)
        {
            at++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"variants[{at}]");
    }

    private static bool IsUnchanged(VariantSnapshot variant, ContentSnapshot? before) =>
        before?.Variants.FirstOrDefault(v => v.ChannelId == variant.ChannelId) is { } old
        && old.Options.Count == variant.Options.Count
        && variant.Options.All(o => old.Options.TryGetValue(o.Key, out var value) && value == o.Value);

    private static string NoChannel(Guid id) => $"There is no channel {id} in this workspace.";
}
