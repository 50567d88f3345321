using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>What the things are called now that entries of the trail are about.</summary>
public sealed class AuditSubjects(Database database)
{
    /// <returns>By <see cref="AuditEntry.SubjectId"/>; what is no longer there is left out.</returns>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(Caller caller, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var names = new Dictionary<Guid, string>();
        if (!caller.May(WorkspaceAction.ViewAudit))
        {
            return names;
        }

        await using var db = database.Read(caller);
        foreach (var kind in entries.GroupBy(e => e.Subject, e => e.SubjectId, StringComparer.Ordinal))
        {
            var ids = kind.Distinct().ToList();
            foreach (var named in await NamedAsync(db, kind.Key, ids, ct))
            {
                names[named.Id] = named.Name;
            }
        }

        return names;
    }

    private static Task<List<Named>> NamedAsync(BroadcasterDbContext db, string kind, List<Guid> ids, CancellationToken ct) => kind switch
    {
        "content" => db.Contents.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, c.Title)).ToListAsync(ct),
        "plan" => db.Plans.Where(p => ids.Contains(p.Id)).Select(p => new Named(p.Id, p.Topic)).ToListAsync(ct),
        "channel" => db.Channels.Where(c => ids.Contains(c.Id)).Select(c => new Named(c.Id, c.Name)).ToListAsync(ct),
        "job" => db.PublishJobs.Where(j => ids.Contains(j.Id)).Select(j => new Named(j.Id, j.Content!.Title + ", " + j.Channel!.Name)).ToListAsync(ct),
        "member" => db.Members.Where(m => ids.Contains(m.Id)).Join(db.Users, m => m.UserId, u => u.Id, (m, u) => new Named(m.Id, u.DisplayName)).ToListAsync(ct),
        _ => Task.FromResult(new List<Named>()),
    };

    private sealed record Named(Guid Id, string Name);
}
