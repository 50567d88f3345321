namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>What an outcome says, as one text for a person.</summary>
public static class OutcomeText
{
    /// <summary>Null for outcomes that carry no fault.</summary>
    public static Fault? FaultOf(PublishOutcome outcome) => outcome switch
    {
        PublishOutcome.NotSent { Fault: var f } => f,
        PublishOutcome.RateLimited { Fault: var f } => f,
        PublishOutcome.Rejected { Fault: var f } => f,
        PublishOutcome.NeedsReconnect { Fault: var f } => f,
        PublishOutcome.Unknown { Fault: var f } => f,
        PublishOutcome.Gone { Fault: var f } => f,
        PublishOutcome.Conflict { Fault: var f } => f,
        _ => null,
    };

    public static string Of(PublishOutcome outcome) =>
        FaultOf(outcome) is { } fault ? (fault.Hint is null ? fault.Message : $"{fault.Message} {fault.Hint}") : "";
}
