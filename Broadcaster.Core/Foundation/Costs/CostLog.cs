using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Foundation.Costs;

internal static partial class CostLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Workspace {WorkspaceId} has used more than 80 % of its ceiling for {Period}.")]
    public static partial void NearCeiling(ILogger log, Guid workspaceId, string period);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} calls to models ended with the program that made them; they stay booked at the most they can have cost.")]
    public static partial void Orphaned(ILogger log, int count);
}
