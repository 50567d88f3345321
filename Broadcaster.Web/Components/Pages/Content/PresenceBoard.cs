using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>Who has which piece open, on this node. Everybody who looks is told when somebody comes or goes.</summary>
public sealed class PresenceBoard(ILiveFeed feed, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, Visit> visits = new();

    /// <summary>Dispose to leave.</summary>
    public IDisposable Join(Caller caller, Guid contentId)
    {
        var visit = new Visit(this, Guid.NewGuid(), caller.WorkspaceId, contentId, caller.MemberId, caller.Name);
        visits[visit.Id] = visit;
        Tell(visit);
        return visit;
    }

    /// <summary>The names of the others who have the piece open, each once.</summary>
    public IReadOnlyList<string> Others(Caller caller, Guid contentId) =>
        [.. visits.Values
            .Where(v => v.WorkspaceId == caller.WorkspaceId && v.ContentId == contentId && v.MemberId != caller.MemberId)
            .DistinctBy(v => v.MemberId)
            .Select(v => v.Name)
            .Order(StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>Whether anybody has the piece open, the caller in another window included.</summary>
    public bool IsOpen(Caller caller, Guid contentId) => visits.Values.Any(v => v.WorkspaceId == caller.WorkspaceId && v.ContentId == contentId);

    private void Leave(Visit visit)
    {
        if (visits.TryRemove(visit.Id, out _))
        {
            Tell(visit);
        }
    }

    private void Tell(Visit visit) => feed.Publish(new LiveEvent(visit.WorkspaceId, "presence.updated", visit.Id, clock.GetUtcNow(), visit.ContentId));

    private sealed record Visit(PresenceBoard Board, Guid Id, Guid WorkspaceId, Guid ContentId, Guid? MemberId, string Name) : IDisposable
    {
        public void Dispose() => Board.Leave(this);
    }
}
