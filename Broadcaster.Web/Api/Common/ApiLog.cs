namespace Broadcaster.Web.Api.Common;

internal static partial class ApiLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    public static partial void Failed(ILogger log, string method, string path, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim of a request that still runs could not be renewed; trying again.")]
    public static partial void ClaimNotRenewed(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to a request with an idempotency key could not be kept; the same request again is answered from what was committed.")]
    public static partial void AnswerNotKept(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim of a request could not be released; it runs out by itself.")]
    public static partial void ClaimNotReleased(ILogger log, Exception problem);
}
