namespace Broadcaster.Web.Startup;

internal static partial class StartupLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot be used yet; it is tried until it can. {Reason}")]
    public static partial void Waits(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Still starting, after {Seconds} s. {Step}")]
    public static partial void StillStarting(ILogger log, int seconds, string step);
}
