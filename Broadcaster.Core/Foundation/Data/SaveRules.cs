using Broadcaster.Core.Foundation.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>What no save may break: a read context writes nothing, no row changes hands, versions count up.</summary>
internal static class SaveRules
{
    public static void Check(BroadcasterDbContext db)
    {
        if (db.ReadOnly)
        {
            throw new InvalidOperationException("This context was opened for reading.");
        }

        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
            {
                continue;
            }

            if (entry.Entity is AuditEntry && entry.State != EntityState.Added)
            {
                throw new InvalidOperationException("The audit trail is append-only.");
            }

            if (db.WorkspaceId != Guid.Empty && entry.Entity is IWorkspaceOwned owned && owned.WorkspaceId != db.WorkspaceId)
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another workspace was about to be saved.");
            }

            if (entry is { State: EntityState.Modified, Entity: IVersioned versioned })
            {
                versioned.Version++;
            }
            else if (entry is { State: EntityState.Added, Entity: IVersioned { Version: 0 } added })
            {
                added.Version = 1;
            }
        }
    }
}
