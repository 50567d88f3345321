using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Planning.Plans.Engine;

internal static partial class PlanLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Plan {PlanId} was running on {Node}, which is gone; it goes on behind its last finished step.")]
    public static partial void Recovered(ILogger log, Guid planId, string? node);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The planning engine could not look for plans; trying again.")]
    public static partial void LookFailed(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Plan {PlanId} ended with an unexpected fault.")]
    public static partial void RunFailed(ILogger log, Guid planId, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Task} failed; it is tried again.")]
    public static partial void UpkeepFailed(ILogger log, string task, Exception problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plan {PlanId} was broken off while it ran (cancelled, deleted or taken over).")]
    public static partial void BrokenOff(ILogger log, Guid planId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Plan {PlanId} is not this node's any more (cancelled, deleted or recovered).")]
    public static partial void NotOursAnyMore(ILogger log, Guid planId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Plan {PlanId} cannot go on while the database is away; it goes on behind its last finished step.")]
    public static partial void DatabaseAway(ILogger log, Guid planId, Exception problem);
}
