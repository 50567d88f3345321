namespace Broadcaster.Core.Planning.Plans;

/// <summary>The stages in their order; each is committed before the next begins.</summary>
public enum PlanStage
{
    Research,
    Generate,
    Refine,
    Variants,
    Done,
}
