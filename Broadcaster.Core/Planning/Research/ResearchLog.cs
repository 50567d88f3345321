using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Planning.Research;

internal static partial class ResearchLog
{
    [LoggerMessage(EventId = 8001, Level = LogLevel.Information, Message = "Research read {Read} of {Asked} pages in {Milliseconds} ms by {Method}.")]
    public static partial void ResearchDone(this ILogger log, int read, int asked, long milliseconds, ResearchMethod method);

    [LoggerMessage(EventId = 8002, Level = LogLevel.Information, Message = "Research could not read a page of {Host}: {Status}.")]
    public static partial void PageNotRead(this ILogger log, string host, SourceStatus status);

    [LoggerMessage(EventId = 8003, Level = LogLevel.Warning, Message = "Firecrawl answered {Status} to {Call}: {Kind}.")]
    public static partial void FirecrawlRefused(this ILogger log, int? status, string call, string kind);
}
