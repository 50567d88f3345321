using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>
/// The synchronous path: works on a queued plan here and now, or waits for whoever has it already. Whoever asked may go: the
/// plan goes on by itself then.
/// </summary>
public sealed class WaitForPlan(Database database, ILiveFeed feed, PlanServer server, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    public async Task<Result<ContentPlan>> ExecuteAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        var changed = new SemaphoreSlim(0);
        using var subscription = feed.Subscribe(LiveTopic.Plan(caller.WorkspaceId, planId), _ =>
        {
            changed.Release();
            return Task.CompletedTask;
        });
        await server.RunNowAsync(planId, ct);
        while (true)
        {
            await using (var db = database.Read(caller))
            {
                if (await db.Plans.FirstOrDefaultAsync(p => p.Id == planId, ct) is not { } plan)
                {
                    return new NotFound("plan");
                }

                // One that waits for a provider may wait for long: that is an answer too.
                if (plan.Status != PlanStatus.Queued && !PlanWorkflow.IsRunning(plan.Status))
                {
                    return plan;
                }

                if (plan.Status == PlanStatus.Queued && plan.Problem is not null)
                {
                    return plan;
                }
            }

            using var again = new CancellationTokenSource(Look, clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, again.Token);
            try
            {
                await changed.WaitAsync(both.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // An event may have been lost on its way from another node: look all the same.
            }
        }
    }
}
