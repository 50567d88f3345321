using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans.Engine;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>Begins a plan; starts it where that is asked for.</summary>
public sealed class CreatePlan(Database database, NetworkGuard guard, PlanSignal signal, WakeUps wakeUps, TimeProvider clock)
{
    public async Task<Result<ContentPlan>> ExecuteAsync(Caller caller, PlanInput input, CancellationToken ct)
    {
        var made = await ExecuteAsync(caller, [input], null, ct);
        return made.Ok ? made.Value[0] : made.Error;
    }

    /// <summary>Many at once, all or none: a batch.</summary>
    internal async Task<Result<List<ContentPlan>>> ExecuteAsync(Caller caller, IReadOnlyList<PlanInput> inputs, Guid? batchId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.WriteContent) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, batchId is null ? "plan.created" : "plan.batch_created");
        var now = clock.GetUtcNow();
        var plans = new List<ContentPlan>();
        foreach (var input in inputs)
        {
            var plan = New(caller, now, batchId);
            if (await PlanRules.ApplyAsync(db, guard, plan, input, ct) is { } wrong)
            {
                return wrong;
            }

            db.Plans.Add(plan);
            if (input.AutoProcess || input.ProcessAt is not null)
            {
                PlanStore.Queue(db, plan, caller, now, input.ProcessAt);
            }

            caller.Request?.Tag(plan.Id, plans.Count);
            plans.Add(plan);
        }

        await db.SaveChangesAsync(ct);
        Wake(plans);
        return plans;
    }

    /// <summary>A copy with the same brief and nothing that was made.</summary>
    public async Task<Result<ContentPlan>> CloneAsync(Caller caller, Guid planId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.WriteContent) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "plan.cloned");
        if (await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == planId, ct) is not { } from)
        {
            return new NotFound("plan");
        }

        var copy = New(caller, clock.GetUtcNow(), null);
        copy.Topic = from.Topic;
        copy.Brief = from.Brief;
        copy.Audience = from.Audience;
        copy.Tone = from.Tone;
        copy.Language = from.Language;
        copy.Keywords = from.Keywords;
        copy.CompetitorUrls = from.CompetitorUrls;
        copy.ChannelIds = from.ChannelIds;
        copy.SkipResearch = from.SkipResearch;
        copy.TargetSeoScore = from.TargetSeoScore;
        copy.MaxRefinements = from.MaxRefinements;
        copy.Prompts = from.Prompts;
        copy.Model = from.Model;
        copy.MaxCostUsd = from.MaxCostUsd;
        copy.Theme = from.Theme;
        copy.Format = from.Format;
        db.Plans.Add(copy);
        await db.SaveChangesAsync(ct);
        return copy;
    }

    private void Wake(List<ContentPlan> plans)
    {
        foreach (var at in plans.Where(p => p.Status == PlanStatus.Queued && p.ProcessAt is not null).Select(p => p.ProcessAt!.Value).Distinct())
        {
            wakeUps.At(at);
        }

        signal.Raise();
    }

    private ContentPlan New(Caller caller, DateTimeOffset now, Guid? batchId) => new()
    {
        Id = clock.NewId(),
        WorkspaceId = caller.WorkspaceId,
        Topic = "",
        BatchId = batchId,
        CreatedAt = now,
        CreatedBy = caller.MemberId,
        UpdatedAt = now,
        UpdatedBy = caller.MemberId,
    };
}
