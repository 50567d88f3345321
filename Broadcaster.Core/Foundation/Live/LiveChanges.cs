using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Broadcaster.Core.Foundation.Live;

/// <summary>Turns what a save changes into live events, so that no use case can forget to tell.</summary>
internal static class LiveChanges
{
    public static void Collect(BroadcasterDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted) || Describe(entry) is not { } change)
            {
                continue;
            }

            // A tag of a piece says less than the piece, which knows its version.
            var same = db.UnsentEvents.FindIndex(e => e.Id == change.Id && e.Type == change.Type);
            if (same < 0)
            {
                db.UnsentEvents.Add(change);
            }
            else if (change.Version is not null)
            {
                db.UnsentEvents[same] = change;
            }
        }
    }

    private static LiveEvent? Describe(EntityEntry entry)
    {
        var verb = entry.State switch { EntityState.Added => "created", EntityState.Deleted => "deleted", _ => "updated" };
        return entry.Entity switch
        {
            ContentItem c => Event(c.WorkspaceId, $"content.{verb}", c.Id, c.Id) with { Version = c.Version },
            ContentVariant v => Event(v.WorkspaceId, "content.updated", v.ContentId, v.ContentId),
            ContentTarget t => Event(t.WorkspaceId, "content.updated", t.ContentId, t.ContentId),
            ContentTag t => Event(t.WorkspaceId, "content.updated", t.ContentId, t.ContentId),
            Approval a => Event(a.WorkspaceId, "content.updated", a.ContentId, a.ContentId),
            Channel { DeletedAt: not null } c => Event(c.WorkspaceId, "channel.deleted", c.Id),
            Channel c => Event(c.WorkspaceId, $"channel.{verb}", c.Id),
            PublishJob j => Event(j.WorkspaceId, $"job.{verb}", j.Id, j.ContentId),
            Publication p when entry.State == EntityState.Modified && entry.Property(nameof(Publication.PublishedAt)).IsModified => Event(p.WorkspaceId, "delivery.created", p.Id, p.ContentId),
            Publication p => Event(p.WorkspaceId, $"publication.{verb}", p.Id, p.ContentId),
            ContentPlan p => Event(p.WorkspaceId, $"plan.{verb}", p.Id),
            PlanStep s => Event(s.WorkspaceId, "plan.updated", s.PlanId),
            PlanLogLine l => Event(l.WorkspaceId, "plan.updated", l.PlanId),
            PromptVersion p => Event(p.WorkspaceId, "prompt.updated", p.Id),
            Member m => Event(m.WorkspaceId, $"member.{verb}", m.Id),
            Invitation i => Event(i.WorkspaceId, $"invitation.{verb}", i.Id),
            ApiToken t => Event(t.WorkspaceId, $"token.{verb}", t.Id),
            Workspace w => Event(w.Id, $"workspace.{verb}", w.Id),
            _ => null,
        };
    }

    private static LiveEvent Event(Guid workspaceId, string type, Guid id, Guid? contentId = null) =>
        new(workspaceId, type, id, default, contentId);
}
