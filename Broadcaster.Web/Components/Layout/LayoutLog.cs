namespace Broadcaster.Web.Components.Layout;

internal static partial class LayoutLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed (reference {Reference}).")]
    public static partial void PageFailed(ILogger log, string reference, Exception problem);
}
