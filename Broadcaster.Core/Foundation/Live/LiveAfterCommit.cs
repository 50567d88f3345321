using System.Data.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcaster.Core.Foundation.Live;

/// <summary>Sends the collected events once they are true: after the save, or after the commit where there is a transaction.</summary>
internal sealed class LiveAfterCommit(ILiveFeed feed, TimeProvider clock) : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is BroadcasterDbContext { Database.CurrentTransaction: null } db)
        {
            Send(db);
        }

        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is BroadcasterDbContext db)
        {
            Send(db);
        }

        return Task.CompletedTask;
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        (eventData.Context as BroadcasterDbContext)?.UnsentEvents.Clear();
        return Task.CompletedTask;
    }

    private void Send(BroadcasterDbContext db)
    {
        foreach (var change in db.UnsentEvents)
        {
            feed.Publish(change with { At = clock.GetUtcNow() });
        }

        db.UnsentEvents.Clear();
    }
}
