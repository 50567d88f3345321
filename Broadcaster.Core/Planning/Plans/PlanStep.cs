using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>
/// Something that a plan has come by and that is not to be had twice: a model's answer as it came, committed together with
/// its bill, or the result of a stage.
/// </summary>
public sealed class PlanStep : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required Guid PlanId { get; init; }

    public required int Generation { get; init; }

    public required int Run { get; init; }

    /// <summary>research, ask:draft, ask:draft:repair, draft, refine:1, variant:{channel}, …</summary>
    public required string Key { get; init; }

    /// <summary>For answers: it could be used. What could not is asked anew in a later run, not within the same.</summary>
    public bool Accepted { get; set; }

    /// <summary>JSON of a result, the text of an answer.</summary>
    public required string Payload { get; init; }

    public long TokensIn { get; init; }

    public long TokensOut { get; init; }

    /// <summary>Billionths of a US dollar.</summary>
    public long Nanos { get; init; }

    public required DateTimeOffset At { get; init; }
}
