using Broadcaster.Core.Foundation.Data.Postgres;
using Broadcaster.Core.Foundation.Data.Sqlite;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>Opens a short-lived context for one operation. The only way to the database.</summary>
public sealed class Database(IServiceProvider services, IOptions<DatabaseOptions> options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    public DatabaseProvider Provider => options.Value.Provider;

    /// <summary>For queries of one workspace: nothing is tracked, nothing can be saved.</summary>
    public BroadcasterDbContext Read(Guid workspaceId) => Open(workspaceId, null, readOnly: true);

    /// <inheritdoc cref="Read(Guid)"/>
    public BroadcasterDbContext Read(Caller caller) => Read(caller.WorkspaceId);

    /// <summary>For one mutation: its save writes the audit entry and tells the live feed, in one go.</summary>
    /// <param name="action">Dotted, past tense: <c>content.approved</c>.</param>
    public BroadcasterDbContext Write(Caller caller, string action) =>
        Open(caller.WorkspaceId, new Operation(caller, action, clock.GetUtcNow()), readOnly: false);

    /// <summary>
    /// For work that goes on by itself within one workspace (planning, costs): sees that workspace alone, and its saves are
    /// not audited, because nobody has done anything.
    /// </summary>
    public BroadcasterDbContext Work(Guid workspaceId) => Open(workspaceId, null, readOnly: false);

    /// <summary>
    /// For code that serves all workspaces (engine, sign-in, start-up): sees no workspace's rows until a query lifts
    /// <see cref="Filters.Workspace"/> by name. Saves are not audited.
    /// </summary>
    public BroadcasterDbContext OpenUnscoped() => Open(Guid.Empty, null, readOnly: false);

    /// <summary>
    /// SQLite has one writer, and its provider waits for it by asking again every 150 ms: many small writes at once take
    /// turns here instead. Nothing to wait for on PostgreSQL. Dispose the answer when the write is committed.
    /// </summary>
    internal async Task<IDisposable?> TurnAsync(CancellationToken ct)
    {
        if (Provider != DatabaseProvider.Sqlite)
        {
            return null;
        }

        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    private BroadcasterDbContext Open(Guid workspaceId, Operation? operation, bool readOnly)
    {
        BroadcasterDbContext db = Provider switch
        {
            DatabaseProvider.Sqlite => new SqliteBroadcasterDbContext(services.GetRequiredService<DbContextOptions<SqliteBroadcasterDbContext>>())
            {
                WorkspaceId = workspaceId, Operation = operation, ReadOnly = readOnly,
            },
            DatabaseProvider.Postgres => new PostgresBroadcasterDbContext(services.GetRequiredService<DbContextOptions<PostgresBroadcasterDbContext>>())
            {
                WorkspaceId = workspaceId, Operation = operation, ReadOnly = readOnly,
            },
        };
        if (readOnly)
        {
            db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        }

        return db;
    }

    public void Dispose() => turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? held = turn;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
