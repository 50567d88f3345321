namespace Broadcaster.Web.Api.Live;

internal static partial class LiveHubLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "A live client left while a message was on its way.")]
    public static partial void ClientLeft(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a live client may still listen could not be looked up; it is tried again.")]
    public static partial void AccessNotChecked(ILogger log, Exception problem);
}
