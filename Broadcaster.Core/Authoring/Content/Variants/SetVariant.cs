using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Variants;

/// <summary>Writes the piece as one channel gets it. A variant that says nothing of its own is none.</summary>
public sealed class SetVariant(ContentEdit edit)
{
    public async Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, VariantInput input, int? version, bool confirm, CancellationToken ct)
    {
        var place = "";
        var saved = await edit.ExecuteAsync(
            caller,
            contentId,
            new EditRequest("content.variant_set", version, confirm),
            (_, piece) =>
            {
                var changed = With(piece, input);
                place = changed.Ok ? $"{ContentReferences.PlaceOf(changed.Value, input.ChannelId)}." : "";
                return Task.FromResult(changed);
            },
            ct);

        // The caller sent a variant and no piece: its fields have the names that they have in what was sent.
        return saved.Error is InvalidInput wrong && place.Length > 0
            ? wrong with { Errors = wrong.Errors.ToDictionary(e => e.Key.StartsWith(place, StringComparison.Ordinal) ? e.Key[place.Length..] : e.Key, e => e.Value) }
            : saved;
    }

    private static Result<ContentInput> With(ContentSnapshot piece, VariantInput input)
    {
        var read = ContentRules.ReadVariant(input);
        if (!read.Ok)
        {
            return read.Error;
        }

        var others = piece.Variants.Where(v => v.ChannelId != input.ChannelId);
        return ContentInput.Of(piece with { Variants = [.. read.Value is { } variant ? others.Append(variant) : others] });
    }
}
