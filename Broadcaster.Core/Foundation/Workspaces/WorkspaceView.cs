namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>A workspace as a list shows it.</summary>
public sealed record WorkspaceView(Guid Id, string Slug, string Name, string TimeZone, DateTimeOffset CreatedAt);

/// <summary>A workspace that was just made.</summary>
/// <param name="Token">An Owner token of it, told this once; null when none was asked for.</param>
public sealed record CreatedWorkspace(WorkspaceView View, string? Token);

/// <summary>What workspace to make.</summary>
/// <param name="Slug">Null: derived from the name.</param>
/// <param name="TimeZone">IANA id; null: UTC.</param>
public sealed record WorkspaceInput(string? Name, string? Slug, string? TimeZone, bool WithToken);
