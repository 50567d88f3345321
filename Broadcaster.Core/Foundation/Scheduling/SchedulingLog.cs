using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Scheduling;

internal static partial class SchedulingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A wake-up could not be armed; the sweep will find what is due.")]
    public static partial void NotArmed(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed the captured requests of {Count} old attempts.")]
    public static partial void LedgerTrimmed(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler of the recurring jobs could not be started; trying again in {Pause}.")]
    public static partial void NotStarted(ILogger log, TimeSpan pause, Exception problem);
}
