namespace Broadcaster.Core.Foundation.Data.Sqlite;

/// <summary>
/// Keeps a second process away from a SQLite file: at start every running job there is taken for an orphan, which is only
/// true of a file that nobody else publishes from.
/// </summary>
public sealed class SqliteLock : IDisposable
{
    private FileStream? held;

    /// <summary>Takes the lock until the program ends. The system frees it even when the program is killed.</summary>
    public void Take(string databaseFile)
    {
        if (string.IsNullOrEmpty(databaseFile) || databaseFile == ":memory:" || held is not null)
        {
            return;
        }

        try
        {
            held = new FileStream($"{databaseFile}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new IOException(
                $"Another Broadcaster already runs on {databaseFile}. SQLite serves one process: stop the other one, or use PostgreSQL for several.", taken);
        }
    }

    public void Dispose() => held?.Dispose();
}
