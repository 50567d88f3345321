using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>
/// Writes what must not be lost, such as an answer that is paid for: while the database is away it waits in memory, until it
/// is written or the program stops.
/// </summary>
/// <param name="program">Null where there is no host: then nothing ends the patience.</param>
public sealed class PatientWrite(TimeProvider clock, ILogger<PatientWrite> log, IHostApplicationLifetime? program = null)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <param name="what">For the log: "the bill of a call".</param>
    /// <param name="write">Opens its own context. Runs again where it failed, or where nobody heard that it was committed.</param>
    public async Task RunAsync(string what, Func<Task> write)
    {
        var stopping = program?.ApplicationStopping ?? CancellationToken.None;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await write();
                return;
            }
            catch (Exception problem) when (problem is not OperationCanceledException && !stopping.IsCancellationRequested && DatabaseTrouble.Passes(problem))
            {
                DataLog.WaitingForTheDatabase(log, what, problem);
            }

            // Told to stop, it is still tried once: what is known must not become unknown.
            await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
