using System.Text.Json;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>Changes the parts of a workspace's settings that are named; all of them or, where one is wrong, none.</summary>
public sealed class UpdateSettings(Database database, WorkspaceSecrets secrets, NetworkGuard guard)
{
    /// <param name="patch">A JSON object of topics: <c>{ "approvals": { "mode": "required" } }</c>.</param>
    /// <param name="version">What the caller saw; null: whatever it is.</param>
    public async Task<Result<SettingsView>> ExecuteAsync(Caller caller, JsonElement patch, int? version, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageSettings) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "settings.changed");
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        if (version is not null && version != workspace.Version)
        {
            return new StaleVersion("settings", workspace.Version);
        }

        var errors = new Dictionary<string, string[]>();
        var changed = SettingsPatch.Apply(new SettingsDraft(workspace.Settings, workspace.Name, workspace.TimeZone), patch, errors);
        RefuseAddresses(changed, workspace.Settings, errors);
        if (errors.Count > 0)
        {
            return new InvalidInput(errors, "settings.invalid");
        }

        workspace.Settings = changed.Settings;
        secrets.Change(workspace, changed.Secrets);
        workspace.Name = changed.Name;
        workspace.TimeZone = changed.TimeZone;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new StaleVersion("settings", workspace.Version);
        }

        return SettingsQueries.ViewOf(workspace);
    }

    // Said at once, instead of with the first call. Names are judged again at each connection.
    private void RefuseAddresses(SettingsDraft changed, WorkspaceSettings before, Dictionary<string, string[]> errors)
    {
        Check("ai.openai.baseUrl", changed.Settings.Ai.Openai.BaseUrl, before.Ai.Openai.BaseUrl);
        Check("ai.anthropic.baseUrl", changed.Settings.Ai.Anthropic.BaseUrl, before.Ai.Anthropic.BaseUrl);
        Check("research.firecrawlUrl", changed.Settings.Research.FirecrawlUrl, before.Research.FirecrawlUrl);

        void Check(string path, string? address, string? old)
        {
            if (address is not null && address != old && guard.Refuse(new Uri(address)) is { } refusal)
            {
                errors[path] = [refusal];
            }
        }
    }
}

/// <summary>Settings while they are being changed.</summary>
internal sealed record SettingsDraft(WorkspaceSettings Settings, string Name, string TimeZone)
{
    /// <summary>The keys to set or, with null, to clear.</summary>
    public IReadOnlyDictionary<string, string?> Secrets { get; init; } = new Dictionary<string, string?>();

    public SettingsDraft WithSecret(string name, string? value) =>
        this with { Secrets = new Dictionary<string, string?>(Secrets, StringComparer.Ordinal) { [name] = value } };
}
