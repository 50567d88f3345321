using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Live;

internal static partial class LiveLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A live subscriber failed; it stays subscribed.")]
    public static partial void SubscriberFailed(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The link between nodes broke; it is made anew.")]
    public static partial void RelayBroken(ILogger log, Exception problem);
}
