using System.Text.Json;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Prompts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>
/// A plan while it is worked on: what is done already, and the only way to write more. Every write is fenced by the attempt
/// number; a model's answer is committed with its bill, so that no crash pays for it twice, and waits for a database that is
/// away. An answer alone outlives the claim: whoever works on the same run by then has it.
/// </summary>
internal sealed class PlanJournal(
    Database database, ModelCaller models, PatientWrite patience, PlanTexts texts, ILiveFeed feed, TimeProvider clock, PlanClaim claim, ContentPlan plan, Workspace workspace, Dictionary<string, string> prompts, List<PlanStep> steps)
{
    private const int LongestEcho = 30_000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private long lastTold = clock.GetTimestamp() - (10 * clock.TimestampFrequency);

    public ContentPlan Plan => plan;

    public Workspace Workspace => workspace;

    public PlanClaim Claim => claim;

    /// <summary>The result under this key; null when there is none yet.</summary>
    public T? Find<T>(string key)
        where T : class =>
        steps.FindLast(s => s.Key == key && s.Accepted) is { } step ? JsonSerializer.Deserialize<T>(step.Payload, PlanJson.Options) : null;

    public string? FindText(string key) => steps.FindLast(s => s.Key == key && s.Accepted)?.Payload;

    /// <summary>What the answers under this key have cost.</summary>
    public (long TokensIn, long TokensOut, decimal CostUsd) SpentOn(string key)
    {
        var asked = steps.Where(s => s.Key == $"ask:{key}" || s.Key == $"ask:{key}:repair").ToList();
        return (asked.Sum(s => s.TokensIn), asked.Sum(s => s.TokensOut), CostBook.ToDollars(asked.Sum(s => s.Nanos)));
    }

    public Task SaveAsync<T>(string key, T result, CancellationToken ct, int? score = null, string? title = null) =>
        SaveTextAsync(key, JsonSerializer.Serialize(result, PlanJson.Options), ct, score, title);

    /// <summary>Commits the result of a step; the answers that it was made of count as used from then on.</summary>
    public async Task SaveTextAsync(string key, string payload, CancellationToken ct, int? score = null, string? title = null)
    {
        var step = NewStep(key, payload, accepted: true);
        await patience.RunAsync("a finished step of a plan", () => SaveOnceAsync(step, score, title, ct));
        steps.Add(step);
    }

    private async Task SaveOnceAsync(PlanStep step, int? score, string? title, CancellationToken ct)
    {
        using var turn = await database.TurnAsync(ct);
        await using var db = database.Work(claim.WorkspaceId);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await FenceAsync(db, ct);
        if (score is not null || title is not null)
        {
            await PlanQueue.Mine(db, claim).ExecuteUpdateAsync(s => s.SetProperty(p => p.SeoScore, p => score ?? p.SeoScore).SetProperty(p => p.DraftTitle, p => title ?? p.DraftTitle), ct);
        }

        List<string> asked = [$"ask:{step.Key}", $"ask:{step.Key}:repair"];
        await db.PlanSteps.Where(s => s.PlanId == claim.PlanId && s.Generation == plan.Generation && asked.Contains(s.Key)).ExecuteUpdateAsync(s => s.SetProperty(x => x.Accepted, true), ct);
        if (!await db.PlanSteps.AnyAsync(s => s.Id == step.Id, ct))
        {
            db.PlanSteps.Add(step);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task EnterAsync(PlanStage stage, int percent, string step, CancellationToken ct)
    {
        using var turn = await database.TurnAsync(ct);
        await using var db = database.Work(claim.WorkspaceId);
        var status = PlanWorkflow.StatusOf(stage);
        if (await PlanQueue.Mine(db, claim).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.Stage, stage).SetProperty(p => p.Status, status).SetProperty(p => p.Percent, percent).SetProperty(p => p.CurrentStep, step), ct) == 0)
        {
            throw new PlanLost();
        }

        plan.Stage = stage;
        plan.Percent = percent;
        plan.CurrentStep = step;
        feed.Publish(new LiveEvent(claim.WorkspaceId, "plan.updated", claim.PlanId, clock.GetUtcNow()));
        TellProgress(percent, step);
    }

    /// <summary>Says where it stands: at once to those who look on, and in the row where it lasts.</summary>
    public async Task ProgressAsync(int percent, string step, CancellationToken ct)
    {
        using var turn = await database.TurnAsync(ct);
        await using var db = database.Work(claim.WorkspaceId);
        if (await PlanQueue.Mine(db, claim).ExecuteUpdateAsync(s => s.SetProperty(p => p.Percent, percent).SetProperty(p => p.CurrentStep, step), ct) == 0)
        {
            throw new PlanLost();
        }

        plan.Percent = percent;
        plan.CurrentStep = step;
        TellProgress(percent, step);
    }

    /// <summary>As <see cref="ProgressAsync"/>, to those who look on alone, and not too often.</summary>
    public void Glimpse(int percent, string step)
    {
        var now = clock.GetTimestamp();
        if (clock.GetElapsedTime(lastTold, now) >= Pace)
        {
            lastTold = now;
            TellProgress(Math.Max(percent, plan.Percent), step);
        }
    }

    public async Task LogAsync(PlanLogLevel level, string message, CancellationToken ct)
    {
        using var turn = await database.TurnAsync(ct);
        await using var db = database.Work(claim.WorkspaceId);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await FenceAsync(db, ct);
        db.PlanLogLines.Add(new PlanLogLine
        {
            Id = clock.NewId(), WorkspaceId = claim.WorkspaceId, PlanId = claim.PlanId, Run = plan.Run, At = clock.GetUtcNow(), Stage = plan.Stage, Level = level, Message = message,
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>A prompt as it holds for this plan: the plan's own, the workspace's, or the built-in one.</summary>
    public string Render(string name, IReadOnlyDictionary<string, object?> values)
    {
        var definition = BuiltInPrompts.Find(name)!;
        var template = PromptTemplate.Parse(plan.Prompts.GetValueOrDefault(name) ?? prompts[name], definition.Variables);
        return template.Ok ? template.Value.Render(values) : throw new PlanStopped(template.Error);
    }

    /// <summary>
    /// Asks for an answer of a form: what is not of it is asked for once more, with what is wrong. An answer that is there
    /// already is not asked for again.
    /// </summary>
    /// <param name="also">Finds what a schema cannot say.</param>
    public async Task<PlanAnswer> AskAsync(string key, AiTask task, AnswerForm form, string system, string prompt, Func<JsonElement, PlanFinding?>? also, CancellationToken ct)
    {
        var first = await AnswerAsync($"ask:{key}", task, form, system, [prompt], ct);
        var (json, findings) = Judge(first, form, also);
        if (findings.Count == 0)
        {
            return new PlanAnswer(json!.Value, []);
        }

        await LogAsync(PlanLogLevel.Warning, $"The answer could not be used as it was ({string.Join(" ", findings.Select(f => f.Message))}) and is asked for once more.", ct);
        var echo = first.Text.Length > LongestEcho ? first.Text[..LongestEcho] : first.Text.Length == 0 ? "(nothing)" : first.Text;
        var repair = $"That answer cannot be used:\n{string.Join('\n', findings.Select(f => $"- {f.Message}"))}\nGive the whole answer again, with this mended, as one JSON object and nothing else.";
        var second = await AnswerAsync($"ask:{key}:repair", task, form, system, [prompt, echo, repair], ct);
        (json, findings) = Judge(second, form, also);
        return findings.Find(f => !f.Bearable) is { } bad
            ? throw new PlanStopped(new ModelRefused(bad.Fault, $"The model's answer could not be used, also when asked once more: {bad.Message}", bad.Hint))
            : new PlanAnswer(json!.Value, [.. findings.Select(f => f.Message)]);
    }

    private static (JsonElement? Json, List<PlanFinding> Findings) Judge(PlanStepAnswer answer, AnswerForm form, Func<JsonElement, PlanFinding?>? also)
    {
        var problems = new List<string>();
        var json = ModelSchema.Read(answer.Text, form.Schema, problems);
        if (answer.CutOff && problems.Count > 0)
        {
            return (json, [new PlanFinding(ModelFault.CutOff, "It was cut off at the token limit; be briefer.", "Raise the token limit of the task under Settings, Models, and retry.")]);
        }

        var findings = problems.ConvertAll(p => new PlanFinding(ModelFault.Malformed, p, "Retry, choose another model, or change the prompt."));
        if (findings.Count == 0 && also?.Invoke(json!.Value) is { } more)
        {
            findings.Add(more);
        }

        return (json, findings);
    }

    // Committed in the transaction of its bill: from then on it is never asked for, whatever happens to this program.
    private async Task<PlanStepAnswer> AnswerAsync(string key, AiTask task, AnswerForm form, string system, IReadOnlyList<string> turns, CancellationToken ct)
    {
        if ((steps.FindLast(s => s.Key == key && (s.Accepted || s.Run == plan.Run)) ?? await FindAnswerAsync(key, ct)) is { } known)
        {
            return JsonSerializer.Deserialize<PlanStepAnswer>(known.Payload, PlanJson.Options)!;
        }

        PlanStep? step = null;
        var answer = await models.AskAsync(
            new ModelOrder
            {
                WorkspaceId = claim.WorkspaceId,
                Task = task,
                System = system,
                Turns = turns,
                Form = form,
                Model = plan.Model,
                PlanId = claim.PlanId,
                PlanLimit = plan.MaxCostUsd,
                Stage = key,
                OnText = text => OnText(text),
                Commit = async (db, got, token) => step = await CommitAsync(db, key, got, token),
            },
            ct);
        texts.Clear(claim.PlanId);
        await ReadBillAsync(ct);
        if (!answer.Ok)
        {
            throw new PlanStopped(answer.Error);
        }

        steps.Add(step is { } kept && await IsMineAsync(ct) ? kept : throw new PlanLost());
        return new PlanStepAnswer(answer.Value.Text, answer.Value.CutOff);
    }

    private void OnText(string text)
    {
        texts.Set(claim.PlanId, PartialJson.StringOf(text, "body") ?? "");
        TellProgress(plan.Percent + Math.Min(15, text.Length / 500), plan.CurrentStep ?? "");
    }

    // Whoever had this run before may have been given it after this one was opened.
    private async Task<PlanStep?> FindAnswerAsync(string key, CancellationToken ct)
    {
        await using var db = database.Read(claim.WorkspaceId);
        return await StoredAnswer(db, key).FirstOrDefaultAsync(ct);
    }

    private IQueryable<PlanStep> StoredAnswer(BroadcasterDbContext db, string key) =>
        db.PlanSteps.Where(s => s.PlanId == claim.PlanId && s.Generation == plan.Generation && s.Run == plan.Run && s.Key == key);

    private async Task<bool> IsMineAsync(CancellationToken ct)
    {
        await using var db = database.Read(claim.WorkspaceId);
        return await PlanQueue.Mine(db, claim).AnyAsync(ct);
    }

    // What it has cost is the cost book's to say: a call that came to nothing may be billed too.
    private async Task ReadBillAsync(CancellationToken ct)
    {
        await using var db = database.Read(claim.WorkspaceId);
        if (await db.Plans.Where(p => p.Id == claim.PlanId).Select(p => new { p.TokensIn, p.TokensOut, p.Nanos }).FirstOrDefaultAsync(ct) is { } bill)
        {
            (plan.TokensIn, plan.TokensOut, plan.Nanos) = (bill.TokensIn, bill.TokensOut, bill.Nanos);
        }
    }

    // One that came while the database was away belongs to the run, whoever has it by now. Null where nobody is at work on it
    // any more: the bill is written all the same.
    private async Task<PlanStep?> CommitAsync(BroadcasterDbContext db, string key, ModelAnswer answer, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.Plans.Where(p => p.Id == claim.PlanId && p.Generation == plan.Generation && p.Run == plan.Run && PlanQueue.AtWork.Contains(p.Status))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.UpdatedAt, now), ct) == 0)
        {
            return null;
        }

        if (await StoredAnswer(db, key).FirstOrDefaultAsync(ct) is { } there)
        {
            return there;
        }

        var step = NewStep(key, JsonSerializer.Serialize(new PlanStepAnswer(answer.Text, answer.CutOff), PlanJson.Options), accepted: false, answer);
        db.PlanSteps.Add(step);
        return step;
    }

    private PlanStep NewStep(string key, string payload, bool accepted, ModelAnswer? answer = null) => new()
    {
        Id = clock.NewId(),
        WorkspaceId = claim.WorkspaceId,
        PlanId = claim.PlanId,
        Generation = plan.Generation,
        Run = plan.Run,
        Key = key,
        Accepted = accepted,
        Payload = payload,
        TokensIn = answer?.TokensIn ?? 0,
        TokensOut = answer?.TokensOut ?? 0,
        Nanos = answer is null ? 0 : CostBook.ToNanos(answer.Cost),
        At = clock.GetUtcNow(),
    };

    // The row lock puts this in order with a cancel, a deletion and a recovery: exactly one of them sees the other.
    private async Task FenceAsync(BroadcasterDbContext db, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await PlanQueue.Mine(db, claim).ExecuteUpdateAsync(s => s.SetProperty(p => p.UpdatedAt, now), ct) == 0)
        {
            throw new PlanLost();
        }
    }

    private void TellProgress(int percent, string step) => feed.Publish(new LiveEvent(claim.WorkspaceId, "plan.progress", claim.PlanId, clock.GetUtcNow())
    {
        Progress = new LiveProgress(percent, step, (int)plan.Stage, (int)PlanStage.Done) { Stage = SnakeCase.Of(plan.Stage), Tokens = plan.TokensIn + plan.TokensOut, CostUsd = CostBook.ToDollars(plan.Nanos) },
    });
}

/// <summary>An answer that can be used.</summary>
/// <param name="Notes">What is not as it was asked for, and can be borne.</param>
internal sealed record PlanAnswer(JsonElement Json, IReadOnlyList<string> Notes);

/// <summary>What is wrong with an answer.</summary>
/// <param name="Bearable">After it was asked for once more: taken as it is, and said.</param>
internal sealed record PlanFinding(ModelFault Fault, string Message, string Hint, bool Bearable = false);

/// <summary>An answer as it came.</summary>
internal sealed record PlanStepAnswer(string Text, bool CutOff);
