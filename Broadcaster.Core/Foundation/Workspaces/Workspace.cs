using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>The tenant. Everything but users belongs to one.</summary>
public sealed class Workspace : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>Lower-case letters, digits and hyphens; in every address: <c>/w/{slug}/…</c>.</summary>
    public required string Slug { get; set; }

    public required string Name { get; set; }

    /// <summary>IANA id; the default of every schedule.</summary>
    public required string TimeZone { get; set; }

    public WorkspaceSettings Settings { get; set; } = new();

    /// <summary>The keys among the settings: a JSON object, encrypted with the workspace's purpose; null when there are none.</summary>
    public string? Secrets { get; set; }

    /// <summary>The names of the keys that are set, comma-separated.</summary>
    public string SecretsSet { get; set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public int Version { get; set; }
}
