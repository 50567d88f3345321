using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Workspaces;

internal static partial class WorkspaceLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The time of use of token {TokenId} could not be noted.")]
    public static partial void UseNotNoted(ILogger log, Guid tokenId, Exception problem);
}
