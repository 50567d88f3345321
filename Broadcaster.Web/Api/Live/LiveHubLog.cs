namespace Broadcaster.Web.Api.Live;

internal static partial class LiveHubLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "A live client left while a message was on its way.")]
    public static partial void ClientLeft(ILogger log);
}
