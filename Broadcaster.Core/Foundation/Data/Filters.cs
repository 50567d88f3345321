namespace Broadcaster.Core.Foundation.Data;

/// <summary>The names of the query filters. Only engine code that serves all workspaces lifts one, by name.</summary>
public static class Filters
{
    public const string Workspace = "Workspace";
}
