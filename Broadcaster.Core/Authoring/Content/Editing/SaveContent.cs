using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Saves a piece as somebody has edited it, whole.</summary>
public sealed class SaveContent(ContentEdit edit)
{
    /// <param name="version">The version that the edit was made from; null: whatever is there.</param>
    /// <param name="confirm">Whether it may void an approval or a schedule.</param>
    public Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, ContentInput input, int? version, bool confirm, CancellationToken ct) =>
        edit.ExecuteAsync(
            caller, contentId, new EditRequest("content.edited", version, confirm), (_, _) => Task.FromResult<Result<ContentInput>>(input), ct);
}
