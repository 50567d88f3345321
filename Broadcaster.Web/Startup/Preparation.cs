namespace Broadcaster.Web.Startup;

/// <summary>
/// Whether the database is ready. The server listens while it is being prepared: what needs the database waits here.
/// </summary>
public sealed class Preparation
{
    private const string BeingPrepared = "The database is being prepared.";

    private readonly TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string step = BeingPrepared;

    /// <summary>True once the database is ready; false when it could not be prepared, and the program is about to end.</summary>
    public Task<bool> Done => done.Task;

    /// <summary>What goes on, in a sentence that anybody may read.</summary>
    public string Step => step;

    public void Await(string reason) => step = $"The database cannot be used yet: {reason}. Broadcaster waits for it.";

    public void Reach() => step = BeingPrepared;

    public void End(bool ready)
    {
        step = ready ? "The database is ready." : "The database could not be prepared.";
        done.TrySetResult(ready);
    }
}
