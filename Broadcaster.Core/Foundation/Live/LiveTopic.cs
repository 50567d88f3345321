namespace Broadcaster.Core.Foundation.Live;

/// <summary>What somebody listens to, always within one workspace: all of it, one job, one content item, one plan.</summary>
/// <param name="Kind"><c>workspace</c>, <c>job</c>, <c>content</c>, <c>plan</c>, or any other noun of an event's type.</param>
/// <param name="Id">Null for the whole workspace, or for every event of that noun.</param>
public sealed record LiveTopic(Guid WorkspaceId, string Kind, Guid? Id = null)
{
    public static LiveTopic Workspace(Guid workspaceId) => new(workspaceId, "workspace");

    public static LiveTopic Jobs(Guid workspaceId) => new(workspaceId, "job");

    public static LiveTopic Job(Guid workspaceId, Guid id) => new(workspaceId, "job", id);

    public static LiveTopic Contents(Guid workspaceId) => new(workspaceId, "content");

    public static LiveTopic Content(Guid workspaceId, Guid id) => new(workspaceId, "content", id);

    public static LiveTopic Plans(Guid workspaceId) => new(workspaceId, "plan");

    public static LiveTopic Plan(Guid workspaceId, Guid id) => new(workspaceId, "plan", id);

    public static LiveTopic Channels(Guid workspaceId) => new(workspaceId, "channel");

    public bool Covers(LiveEvent change)
    {
        if (change.WorkspaceId != WorkspaceId)
        {
            return false;
        }

        var noun = change.Type.AsSpan(0, change.Type.IndexOf('.'));
        return Kind switch
        {
            "workspace" => true,
            "content" when Id is not null => change.ContentId == Id || (noun is "content" && change.Id == Id),
            _ => noun.SequenceEqual(Kind) && (Id is null || change.Id == Id),
        };
    }
}
