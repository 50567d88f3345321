using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Content.Workflow;

/// <summary>One legal move of a piece: what it is called at the API, where it leads, and which permission it takes.</summary>
/// <param name="Name">edit, submit, withdraw, approve, reject, schedule, publish, unschedule, retry-failed, revise, archive, delete.</param>
/// <param name="To">Null where the piece itself stays as it is (revise makes a new one), ceases to be (delete), or where the jobs decide.</param>
/// <param name="Takes">The permission; <see cref="WorkspaceAction.WriteContent"/> covers one's own pieces only.</param>
public sealed record ContentMove(string Name, ContentState? To, WorkspaceAction Takes);
