namespace Broadcaster.Tests.Support;

/// <summary>What comes at once or never. A loaded machine is slow, not wrong: the limit only ends what would never come.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static Task Soon(this Task task) => task.WaitAsync(Longest, TimeProvider.System);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Longest, TimeProvider.System);
}
