namespace Broadcaster.Web.Api.Common;

internal static partial class ApiLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    public static partial void Failed(ILogger log, string method, string path, Exception problem);
}
