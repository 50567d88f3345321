using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Variants;

/// <summary>Writes the piece as one channel gets it. A variant that says nothing of its own is none.</summary>
public sealed class SetVariant(ContentEdit edit)
{
    public Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, VariantInput input, int? version, bool confirm, CancellationToken ct) =>
        edit.ExecuteAsync(
            caller,
            contentId,
            new EditRequest("content.variant_set", version, confirm),
            (_, piece) => Task.FromResult(With(piece, input)),
            ct);

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
