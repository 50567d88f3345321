using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Approvals;

/// <summary>Reads how the workspace wants its pieces approved.</summary>
public sealed class ApprovalPolicy(Database database)
{
    public async Task<ApprovalMode> ModeAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var settings = await db.Workspaces.Where(w => w.Id == caller.WorkspaceId).Select(w => w.Settings).FirstAsync(ct);
        return settings.Approvals.Mode;
    }
}
