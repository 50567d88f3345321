using System.Globalization;
using System.Text.Json;
using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Newsletter;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>Makes the audit entry of a save from what it changes, and hangs it on the chain.</summary>
internal static class AuditRecorder
{
    private const int LongestText = 400;

    // Never shown, whatever they hold; the rest of a row is fair to see for who may read the trail.
    private static readonly HashSet<string> Hidden =
        ["Secrets", "PasswordHash", "SecurityStamp", "ConcurrencyStamp", "TokenHash", "SecretHash", "Snapshot", "NormalizedEmail", "NormalizedUserName"];

    /// <summary>The entry without its place in the chain; null when the save changes nothing that is audited.</summary>
    public static AuditEntry? Describe(BroadcasterDbContext db, Operation operation)
    {
        var changes = db.ChangeTracker.Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && SubjectOf(e.Entity) is not null)
            .OrderBy(e => Rank(e.Entity))
            .ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        var (subject, subjectId) = SubjectOf(changes[0].Entity)!.Value;
        return Of(operation, subject, subjectId, JsonSerializer.Serialize(changes.Take(50).Select(ChangeOf), ModelConventions.Json));
    }

    /// <summary>The entry of an operation, without its place in the chain.</summary>
    public static AuditEntry Of(Operation operation, string subject, Guid subjectId, string changes)
    {
        var caller = operation.Caller;
        return new AuditEntry
        {
            Id = Guid.CreateVersion7(operation.At),
            WorkspaceId = caller.WorkspaceId,
            At = operation.At,
            UserId = caller.UserId,
            ActorName = caller.Name,
            Via = caller.Via,
            IpAddress = caller.IpAddress,
            CorrelationId = caller.CorrelationId,
            Action = operation.Action,
            Subject = subject,
            SubjectId = subjectId,
            Changes = changes,
        };
    }

    /// <summary>Adds the entry to the context with its sequence and hashes. The caller holds a transaction.</summary>
    public static async Task AppendAsync(BroadcasterDbContext db, AuditEntry entry, CancellationToken ct)
    {
        await db.LockAuditHeadAsync(entry.WorkspaceId, ct);
        var head = db.AuditHeads.Local.FirstOrDefault(h => h.WorkspaceId == entry.WorkspaceId);
        if (head is not null)
        {
            await db.Entry(head).ReloadAsync(ct);
        }
        else
        {
            head = await db.AuditHeads.IgnoreQueryFilters([Filters.Workspace]).AsTracking()
                .FirstOrDefaultAsync(h => h.WorkspaceId == entry.WorkspaceId, ct);
        }

        if (head is null)
        {
            head = new AuditHead { WorkspaceId = entry.WorkspaceId, Hash = new string('0', 64) };
            db.AuditHeads.Add(head);
        }

        entry.Sequence = ++head.Sequence;
        entry.PreviousHash = head.Hash;
        entry.Hash = head.Hash = AuditHash.Of(entry);
        db.AuditEntries.Add(entry);
    }

    // The thing that people name an operation after comes first.
    private static int Rank(object entity) => entity switch
    {
        Workspace => 0,
        ContentItem => 1,
        ContentPlan or PromptVersion or Channel or Member or Invitation or ApiToken or MediaFile => 2,
        Approval => 3,
        PublishJob => 4,
        _ => 5,
    };

    internal static (string Subject, Guid Id)? SubjectOf(object entity) => entity switch
    {
        Workspace w => ("workspace", w.Id),
        ContentItem c => ("content", c.Id),
        ContentVariant v => ("content", v.ContentId),
        Approval a => ("content", a.ContentId),
        Channel c => ("channel", c.Id),
        Member m => ("member", m.Id),
        Invitation i => ("invitation", i.Id),
        ApiToken t => ("token", t.Id),
        MediaFile m => ("media", m.Id),
        PublishJob j => ("job", j.Id),
        ContentPlan p => ("plan", p.Id),
        PromptVersion p => ("prompt", p.Id),
        EmailSuppression s => ("channel", s.ChannelId),
        _ => null,
    };

    private static object ChangeOf(EntityEntry entry)
    {
        var (subject, id) = SubjectOf(entry.Entity)!.Value;
        var shown = entry.Properties
            .Where(p => !p.Metadata.IsPrimaryKey() && p.Metadata.Name is not ("WorkspaceId" or "Version"))
            .Where(p => entry.State != EntityState.Modified || p.IsModified)
            .ToList();
        return new
        {
            Entity = subject,
            Id = id,
            Change = entry.State switch { EntityState.Added => "created", EntityState.Deleted => "deleted", _ => "updated" },
            Before = entry.State == EntityState.Added ? null : shown.ToDictionary(p => Camel(p.Metadata.Name), p => Show(p, p.OriginalValue)),
            After = entry.State == EntityState.Deleted ? null : shown.ToDictionary(p => Camel(p.Metadata.Name), p => Show(p, p.CurrentValue)),
        };
    }

    private static object? Show(PropertyEntry property, object? value)
    {
        if (value is null)
        {
            return null;
        }

        if (Hidden.Contains(property.Metadata.Name))
        {
            return "•••";
        }

        return value switch
        {
            string { Length: > LongestText } text => string.Create(CultureInfo.InvariantCulture, $"{text[..LongestText]}… ({text.Length} characters)"),
            Enum e => SnakeCase.Of(e),
            _ => value,
        };
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
