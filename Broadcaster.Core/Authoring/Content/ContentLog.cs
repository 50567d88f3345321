using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Authoring.Content;

internal static partial class ContentLog
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The Markdown copy of content {ContentId} under drafts/ could not be written; the database has it.")]
    public static partial void DraftFileFailed(this ILogger log, Guid contentId, Exception problem);
}
