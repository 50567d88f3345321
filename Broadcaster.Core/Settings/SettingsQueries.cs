using Broadcaster.Core.Data;
using Broadcaster.Core.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Settings;

/// <summary>Reads a workspace's settings.</summary>
public sealed class SettingsQueries(Database database)
{
    public async Task<SettingsView> GetAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return ViewOf(await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct));
    }

    internal static SettingsView ViewOf(Workspace workspace)
    {
        var (settings, publishing) = (workspace.Settings, workspace.Settings.Publishing);
        return new SettingsView(
            new WorkspaceTopic(workspace.Name, workspace.Slug, workspace.TimeZone),
            settings.Approvals,
            new PublishingTopic(publishing.MaxRetries, publishing.BackoffSeconds, publishing.DefaultMisfire, workspace.TimeZone),
            settings.Site,
            settings.Retention,
            workspace.Version);
    }
}
