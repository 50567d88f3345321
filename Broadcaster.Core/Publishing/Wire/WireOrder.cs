namespace Broadcaster.Core.Publishing.Wire;

/// <summary>What a wire for one attempt is made from.</summary>
/// <param name="CorrelationId">Sent as X-Correlation-Id.</param>
/// <param name="Settings">The connector's settings record: its [Secret] properties are masked in every capture.</param>
/// <param name="Timeout">How long one request may take, connecting and reading included.</param>
public sealed record WireOrder(
    Guid WorkspaceId,
    Guid ChannelId,
    string CorrelationId,
    bool DryRun,
    object Settings,
    TimeSpan Timeout);
