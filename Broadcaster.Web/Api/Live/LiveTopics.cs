using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Api.Live;

/// <summary>Reads the topic that a client names: <c>workspace</c>, <c>job:{id}</c>, <c>content:{id}</c>, <c>plan:{id}</c>.</summary>
internal static class LiveTopics
{
    public const string Help = "A topic is workspace, job:{id}, content:{id} or plan:{id}.";

    private static readonly string[] Kinds = ["job", "content", "plan"];

    /// <summary>Null for anything else.</summary>
    public static LiveTopic? Parse(string? text, Caller caller)
    {
        if (text == "workspace")
        {
            return LiveTopic.Workspace(caller.WorkspaceId);
        }

        return text?.Split(':') is [var kind, var id] && Kinds.Contains(kind) && Guid.TryParse(id, out var guid)
            ? new LiveTopic(caller.WorkspaceId, kind, guid)
            : null;
    }
}
