using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Workflow;

/// <summary>Begins a new version of a piece that is out: a draft that says the same and knows its parent.</summary>
public sealed class ReviseContent(Database database, CreateContent create)
{
    public async Task<Result<ContentItem>> ExecuteAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (await db.FindContentAsync(contentId, ct) is not { } parent)
        {
            return new NotFound("content");
        }

        if (ContentWorkflow.Refuse(parent, ContentWorkflow.Revise, caller) is { } refused)
        {
            return refused;
        }

        var piece = await ContentReferences.WithoutMissingAsync(db, ContentSnapshot.Of(parent), ct);
        return await create.AddAsync(caller, "content.revised", piece, null, parent, ct);
    }
}
