namespace Broadcaster.Web.Startup;

/// <summary>
/// Whether the database is ready. The server listens while it is being prepared: what needs the database waits here.
/// </summary>
public sealed class Preparation
{
    private readonly TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once the database is ready; false when it could not be prepared, and the program is about to end.</summary>
    public Task<bool> Done => done.Task;

    public void End(bool ready) => done.TrySetResult(ready);
}
