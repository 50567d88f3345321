namespace Broadcaster.Core.Foundation.Data;

/// <summary>A row of one workspace. The named filter "Workspace" and the save guard work on this.</summary>
public interface IWorkspaceOwned
{
    Guid WorkspaceId { get; }
}

/// <summary>A row that people edit: the version is checked on save and counted up by it.</summary>
public interface IVersioned
{
    int Version { get; set; }
}
