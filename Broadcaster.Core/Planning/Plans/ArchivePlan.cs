using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Puts a plan away.</summary>
public sealed class ArchivePlan(PlanStore store)
{
    public Task<Result<ContentPlan>> ExecuteAsync(Caller caller, Guid planId, CancellationToken ct) => store.ChangeAsync(
        caller, planId, PlanWorkflow.Archive, "plan.archived", null,
        (_, plan) =>
        {
            plan.Status = PlanStatus.Archived;
            return Task.FromResult<Error?>(null);
        },
        ct);
}
