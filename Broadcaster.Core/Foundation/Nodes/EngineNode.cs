namespace Broadcaster.Core.Foundation.Nodes;

/// <summary>A process that publishes: how the others know that it lives, and health that the scheduler works.</summary>
public sealed class EngineNode
{
    public required string Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When a canary job last ran here, fired by the scheduler and through the database.</summary>
    public DateTimeOffset? CanaryAt { get; set; }
}
