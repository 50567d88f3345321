using System.Globalization;
using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Planning.Prompts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Takes one claimed plan through its stages, from where it stands to its end.</summary>
internal sealed class PlanRunner(
    Database database,
    ModelCaller models,
    WorkspaceSecrets secrets,
    PlanTexts texts,
    PlanQueue queue,
    ResearchStage researchStage,
    GenerateStage generateStage,
    RefineStage refineStage,
    VariantStage variantStage,
    SeoScorer scorer,
    WakeUps wakeUps,
    PatientWrite patience,
    ILiveFeed feed,
    IOptions<PlanningOptions> options,
    TimeProvider clock,
    ILogger<PlanRunner> log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);

    /// <summary>Never throws for what a plan can fail of. A stop of the program gives the plan back.</summary>
    /// <param name="stop">The plan is to be broken off.</param>
    /// <param name="shutdown">The program stops: set where <paramref name="stop"/> is because of that.</param>
    public async Task RunAsync(PlanClaim claim, CancellationToken stop, CancellationToken shutdown)
    {
        PlanJournal? journal = null;
        try
        {
            journal = await OpenAsync(claim, stop);
            await RunAsync(journal, stop);
        }
        catch (PlanLost)
        {
            PlanLog.NotOursAnyMore(log, claim.PlanId);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            if (shutdown.IsCancellationRequested)
            {
                await GiveBackAsync(claim);
            }
            else
            {
                PlanLog.BrokenOff(log, claim.PlanId);
            }
        }
        catch (PlanStopped stopped)
        {
            await StopAsync(claim, journal!, stopped.Error);
        }
        catch (Exception problem) when (DatabaseTrouble.IsAway(problem))
        {
            // Not the plan's fault: what is paid for is committed, and the same run goes on behind it.
            PlanLog.DatabaseAway(log, claim.PlanId, problem);
            await GiveBackAsync(claim);
        }
        catch (Exception problem)
        {
            PlanLog.RunFailed(log, claim.PlanId, problem);
            if (journal is null)
            {
                await GiveBackAsync(claim);
            }
            else
            {
                await FailAsync(claim, journal, new PlanFault());
            }
        }
        finally
        {
            texts.Clear(claim.PlanId);
        }
    }

    private Task GiveBackAsync(PlanClaim claim) => patience.RunAsync("a plan that goes back into the queue", () => queue.ReleaseAsync(claim, CancellationToken.None));

    private async Task RunAsync(PlanJournal journal, CancellationToken ct)
    {
        var hasModel = ModelChoice.IsSetUp(journal.Workspace, secrets);
        var research = await researchStage.RunAsync(journal, ct);
        var subject = new PlanSubject(journal.Plan, journal.Workspace, research, scorer);
        var draft = await generateStage.RunAsync(journal, subject, research, hasModel, ct);
        if (hasModel && draft.Written)
        {
            draft = await refineStage.RunAsync(journal, subject, draft, ct);
        }

        await variantStage.RunAsync(journal, subject, draft, hasModel, ct);
        await EndAsync(journal.Claim, journal, PlanStatus.Ready, PlanStage.Done, null, $"Ready, with a score of {draft.Score}.", PlanLogLevel.Info);
    }

    private async Task<PlanJournal> OpenAsync(PlanClaim claim, CancellationToken ct)
    {
        await using var db = database.Read(claim.WorkspaceId);
        var plan = await db.Plans.FirstOrDefaultAsync(p => p.Id == claim.PlanId && p.Attempt == claim.Attempt, ct) ?? throw new PlanLost();
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == claim.WorkspaceId, ct);
        var steps = await db.PlanSteps.Where(s => s.PlanId == claim.PlanId && s.Generation == plan.Generation).OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(ct);
        return new PlanJournal(database, models, patience, texts, feed, clock, claim, plan, workspace, await PromptQueries.CurrentAsync(db, ct), steps);
    }

    // What passes by itself is waited for in the queue; everything else needs somebody.
    private async Task StopAsync(PlanClaim claim, PlanJournal journal, Error error)
    {
        if (error is not ModelRefused { MayPass: true, Fault: not ModelFault.Unreachable } passing)
        {
            await FailAsync(claim, journal, error);
            return;
        }

        // From when it began to be worked on: how long it was in the queue is not the provider's fault.
        var now = clock.GetUtcNow();
        var at = passing.RetryAt ?? now + FirstWait;
        if (at <= (journal.Plan.StartedAt ?? now) + options.Value.GiveUpAfter)
        {
            await patience.RunAsync("a plan that waits for its provider", () => DeferAsync(claim, journal, passing, at));
        }
        else
        {
            await FailAsync(claim, journal, new WaitTooLong(passing, at, options.Value.GiveUpAfter));
        }
    }

    private async Task DeferAsync(PlanClaim claim, PlanJournal journal, ModelRefused passing, DateTimeOffset at)
    {
        try
        {
            await journal.LogAsync(PlanLogLevel.Warning, passing.Message, CancellationToken.None);
        }
        catch (PlanLost)
        {
            PlanLog.NotOursAnyMore(log, claim.PlanId);
            return;
        }

        using var turn = await database.TurnAsync(CancellationToken.None);
        await using var db = database.Work(claim.WorkspaceId);
        var problem = new PlanProblem(passing.Code, passing.Message, journal.Plan.Stage);
        if (await PlanQueue.Mine(db, claim).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.Status, PlanStatus.Queued).SetProperty(p => p.Node, (string?)null).SetProperty(p => p.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(p => p.NextAttemptAt, at).SetProperty(p => p.Problem, problem),
            CancellationToken.None) == 0)
        {
            PlanLog.NotOursAnyMore(log, claim.PlanId);
            return;
        }

        Tell(claim);
        wakeUps.At(at);
    }

    private Task FailAsync(PlanClaim claim, PlanJournal journal, Error error) => EndAsync(
        claim, journal, PlanStatus.Failed, journal.Plan.Stage, new PlanProblem(error.Code, error.Message, journal.Plan.Stage), error.Message, PlanLogLevel.Error);

    // An end that is not written would be taken for a crash: the run would go on, and ask and pay for what it had failed of.
    private Task EndAsync(PlanClaim claim, PlanJournal journal, PlanStatus status, PlanStage stage, PlanProblem? problem, string message, PlanLogLevel level) =>
        patience.RunAsync("the end of a plan", () => EndOnceAsync(claim, journal, status, stage, problem, message, level));

    private async Task EndOnceAsync(PlanClaim claim, PlanJournal journal, PlanStatus status, PlanStage stage, PlanProblem? problem, string message, PlanLogLevel level)
    {
        var now = clock.GetUtcNow();
        var (run, percent) = (journal.Plan.Run, status == PlanStatus.Ready ? 100 : journal.Plan.Percent);
        using var turn = await database.TurnAsync(CancellationToken.None);
        await using var db = database.Work(claim.WorkspaceId);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        if (await PlanQueue.Mine(db, claim).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.Status, status).SetProperty(p => p.Stage, stage).SetProperty(p => p.Problem, problem).SetProperty(p => p.Percent, percent).SetProperty(p => p.CurrentStep, (string?)null)
                .SetProperty(p => p.Node, (string?)null).SetProperty(p => p.LeaseUntil, (DateTimeOffset?)null).SetProperty(p => p.CompletedAt, now).SetProperty(p => p.UpdatedAt, now),
            CancellationToken.None) == 0)
        {
            PlanLog.NotOursAnyMore(log, claim.PlanId);
            return;
        }

        await db.PlanRuns.Where(r => r.PlanId == claim.PlanId && r.Number == run).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.EndedAt, now).SetProperty(r => r.Outcome, status).SetProperty(r => r.ToStage, stage).SetProperty(r => r.Problem, problem == null ? null : problem.Message), CancellationToken.None);
        db.PlanLogLines.Add(new PlanLogLine { Id = clock.NewId(), WorkspaceId = claim.WorkspaceId, PlanId = claim.PlanId, Run = run, At = now, Stage = stage, Level = level, Message = message });
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        Tell(claim);
    }

    private void Tell(PlanClaim claim) => feed.Publish(new LiveEvent(claim.WorkspaceId, "plan.updated", claim.PlanId, clock.GetUtcNow()));
}

/// <summary>The provider asks for more patience than a plan has.</summary>
internal sealed record WaitTooLong(ModelRefused Passing, DateTimeOffset Until, TimeSpan GiveUpAfter)
    : Error(Passing.Code, string.Create(
        CultureInfo.InvariantCulture,
        $"{Passing.What} It would have to wait until {Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and a plan waits {GiveUpAfter.TotalMinutes:0.#} minutes at most from when it begins. Retry it then: what was finished is kept."));

/// <summary>A bug: it is in the server's log.</summary>
internal sealed record PlanFault() : Error("plan.fault", "Broadcaster itself failed on this plan; the server's log says where. What was finished is kept: retry goes on behind it.");
