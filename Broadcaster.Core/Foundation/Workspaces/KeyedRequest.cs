using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>
/// A request with an idempotency key while it runs. It rides on its caller, so that every save of the request is written
/// down in the transaction of that save: whatever stops the program, the same request again does not do the same work again.
/// </summary>
/// <param name="earlier">What a run before this one committed; it stopped before it had an answer.</param>
public abstract class KeyedRequest(IReadOnlyList<KeyedWork> earlier)
{
    private readonly Dictionary<Guid, int> rows = [];

    public IReadOnlyList<KeyedWork> Earlier => earlier;

    /// <summary>A run before this one did some of the work, or all of it.</summary>
    public bool GoesOn => earlier.Count > 0;

    /// <summary>What an earlier run made of one kind, as the audit trail calls it; in the order in which it was made.</summary>
    public IReadOnlyList<Guid> Made(string kind) => [.. earlier.Where(w => w.Kind == kind && w.Created).Select(w => w.Id)];

    /// <summary>Says which row of the request's body something is made of; called before its save.</summary>
    public void Tag(Guid id, int row) => rows[id] = row;

    protected int? RowOf(Guid id) => rows.TryGetValue(id, out var row) ? row : null;

    /// <summary>Writes down what this save does. The context holds a transaction and has not saved yet.</summary>
    /// <exception cref="ClaimLostException">The request was taken over: nothing of this run may be saved any more.</exception>
    internal abstract Task RecordAsync(BroadcasterDbContext db, string subject, Guid subjectId, CancellationToken ct);
}

/// <summary>One thing that a keyed request made or changed.</summary>
/// <param name="Kind">As the audit trail calls it: content, plan, token.</param>
/// <param name="Created">Made by it, not changed.</param>
/// <param name="Row">The row of the request's body that it is made of.</param>
public sealed record KeyedWork(string Kind, Guid Id, bool Created, int? Row = null);

/// <summary>A run of a keyed request that another run has taken over.</summary>
public sealed class ClaimLostException() : Exception("Another run of this request has taken over; nothing of this one is saved.");
