using System.Collections.Frozen;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using static Broadcaster.Core.Planning.Plans.PlanStatus;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>What people may do with a plan, as one table. The engine moves it between queued and the ends.</summary>
public static class PlanWorkflow
{
    public const string Edit = "edit";
    public const string Process = "process";
    public const string Retry = "retry";
    public const string Cancel = "cancel";
    public const string Approve = "approve";
    public const string Archive = "archive";
    public const string Delete = "delete";

    private static readonly FrozenDictionary<PlanStatus, string[]> Table = new Dictionary<PlanStatus, string[]>
    {
        [Draft] = [Edit, Process, Archive, Delete],
        [Queued] = [Cancel, Delete],
        [Researching] = [Cancel, Delete],
        [Generating] = [Cancel, Delete],
        [Refining] = [Cancel, Delete],
        [Ready] = [Edit, Process, Approve, Archive, Delete],
        [Failed] = [Edit, Process, Retry, Archive, Delete],
        [Cancelled] = [Edit, Process, Retry, Archive, Delete],
        [Approved] = [Archive, Delete],
        [Archived] = [Delete],
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> MovesFrom(PlanStatus status) => Table[status];

    /// <summary>One that waits for its time has not begun: it can be changed, its time too.</summary>
    public static IReadOnlyList<string> MovesFrom(ContentPlan plan) => IsScheduled(plan) ? [Edit, .. Table[plan.Status]] : Table[plan.Status];

    /// <summary>Queued for a time, and not taken up yet.</summary>
    internal static bool IsScheduled(ContentPlan plan) => plan is { Status: Queued, ProcessAt: not null };

    public static bool IsRunning(PlanStatus status) => status is Researching or Generating or Refining;

    /// <summary>Null when this caller may do this with this plan now. State first, then permission: others' plans take more than one's own.</summary>
    public static Error? Refuse(ContentPlan plan, string move, Caller caller) =>
        MovesFrom(plan).Contains(move) ? RefuseRole(plan, caller) : new IllegalMove("plan", move, SnakeCase.Of(plan.Status), MovesFrom(plan));

    /// <summary>The status while a stage runs.</summary>
    internal static PlanStatus StatusOf(PlanStage stage) => stage switch
    {
        PlanStage.Research => Researching,
        PlanStage.Generate => Generating,
        PlanStage.Refine or PlanStage.Variants or PlanStage.Done => Refining,
    };

    internal static Error? RefuseRole(ContentPlan plan, Caller caller) =>
        caller.Refuse(plan.CreatedBy is { } author && author == caller.MemberId ? WorkspaceAction.WriteContent : WorkspaceAction.EditAnyContent);
}
