using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Data;

internal static partial class DataLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away; {What} waits in memory until it is back.")]
    public static partial void WaitingForTheDatabase(ILogger log, string what, Exception problem);
}
