using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Jobs;

internal static partial class PublishingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger cannot take {Count} {What} now; trying again.")]
    public static partial void LedgerUnavailable(ILogger log, string what, int count, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome of job {JobId}, attempt {Attempt}, came too late: the job has gone on.")]
    public static partial void OutcomeCameLate(ILogger log, Guid jobId, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database does not take the outcome of job {JobId}, attempt {Attempt}; its lease will run out and it will be recovered.")]
    public static partial void OutcomeRefused(ILogger log, Guid jobId, int attempt, Exception problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}, attempt {Attempt}, is not this node's any more (cancelled or recovered); nothing was sent.")]
    public static partial void NotOursAnyMore(ILogger log, Guid jobId, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connector {Connector} failed with job {JobId}.")]
    public static partial void ConnectorFailed(ILogger log, Guid jobId, string connector, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The published files of job {JobId} could not be written; the publication itself is done.")]
    public static partial void FilesNotWritten(ILogger log, Guid jobId, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dispatcher could not look for due jobs; trying again.")]
    public static partial void LookFailed(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId} ended with an unexpected fault; its lease will run out and it will be recovered.")]
    public static partial void RunFailed(ILogger log, Guid jobId, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recovering job {JobId}, attempt {Attempt}: its node {Node} is gone; the send had{Begun} begun.")]
    public static partial void Recovering(ILogger log, Guid jobId, int attempt, string? node, string begun);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Task} failed; it is tried again.")]
    public static partial void UpkeepFailed(ILogger log, string task, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} jobs are due and have not started in time.")]
    public static partial void JobsOverdue(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Publishing as node {Node}.")]
    public static partial void Started(ILogger log, string node);
}
