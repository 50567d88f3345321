using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Variants;

/// <summary>Takes a channel's variant away: the channel gets the piece itself again.</summary>
public sealed class RemoveVariant(ContentEdit edit)
{
    public Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, Guid channelId, int? version, bool confirm, CancellationToken ct) =>
        edit.ExecuteAsync(
            caller,
            contentId,
            new EditRequest("content.variant_removed", version, confirm),
            (_, piece) => Task.FromResult<Result<ContentInput>>(piece.Variants.Any(v => v.ChannelId == channelId)
                ? ContentInput.Of(piece with { Variants = [.. piece.Variants.Where(v => v.ChannelId != channelId)] })
                : new NotFound("variant")),
            ct);
}
