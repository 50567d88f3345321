using System.Globalization;
using System.Text.Json;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Improves the draft by what the score finds, until the target, the last round or the end of the money.</summary>
internal sealed class RefineStage(TimeProvider clock)
{
    // There is a draft that is paid for. What passes by itself is waited for all the same, and what somebody has to set right is told.
    private static readonly ModelFault[] Bearable =
    [
        ModelFault.TimedOut, ModelFault.Interrupted, ModelFault.ServerFailed, ModelFault.Refused, ModelFault.ContentFiltered, ModelFault.CutOff, ModelFault.Empty, ModelFault.Malformed, ModelFault.WrongLanguage,
        ModelFault.PromptTooLong,
    ];

    public static string KeyOf(int round) => string.Create(CultureInfo.InvariantCulture, $"refine:{round}");

    public async Task<PlanDraft> RunAsync(PlanJournal journal, PlanSubject subject, PlanDraft draft, CancellationToken ct)
    {
        var settings = journal.Workspace.Settings.Ai;
        var target = journal.Plan.TargetSeoScore ?? settings.TargetSeoScore;
        var rounds = journal.Plan.MaxRefinements ?? settings.MaxRefinements;
        var best = draft;
        for (var round = 1; round <= rounds && best.Score < target; round++)
        {
            var known = journal.Find<PlanRefinement>(KeyOf(round));
            if (known is null)
            {
                await journal.EnterAsync(PlanStage.Refine, 60 + (20 * (round - 1) / rounds), string.Create(CultureInfo.InvariantCulture, $"Improving, round {round} of {rounds} (score {best.Score}, target {target})"), ct);
                known = await RoundAsync(journal, subject, best, round, ct);
                if (known is null)
                {
                    return best;
                }
            }

            best = known.Kept ? known.After : best;
        }

        return best;
    }

    // Null: there is no money for more, or no usable answer; what there is has to do.
    private async Task<PlanRefinement?> RoundAsync(PlanJournal journal, PlanSubject subject, PlanDraft before, int round, CancellationToken ct)
    {
        var values = subject.Values(before);
        values["score"] = before.Score;
        values["problems"] = subject.Measure(before).Failed.Select(c => $"{c.Finding} {c.Fix}").Take(12).ToList();
        var key = KeyOf(round);
        PlanAnswer answer;
        try
        {
            answer = await journal.AskAsync(key, AiTask.Refine, PlanForms.Refinement, journal.Render("system", subject.Values()), journal.Render("refine", values), json => subject.CheckLanguage(json.GetProperty("body").GetString()!), ct);
        }
        catch (PlanStopped stopped) when (stopped.Error is CeilingReached || stopped.Error is ModelRefused { Fault: var fault } && Array.IndexOf(Bearable, fault) >= 0)
        {
            await journal.LogAsync(PlanLogLevel.Warning, $"Improving stops here, and the text as it is goes on: {stopped.Error.Message}", ct);
            return null;
        }

        var written = answer.Json.Deserialize<Improved>(PlanJson.Options)!;
        var after = await GenerateStage.FinishAsync(
            journal, subject, before with { Title = written.Title, MetaDescription = written.MetaDescription, Slug = written.Slug, Body = written.Body, Tags = written.Tags }, ct);
        var kept = after.Score > before.Score && answer.Notes.Count == 0;
        var spent = journal.SpentOn(key);
        var done = new PlanRefinement(round, before, after, before.Score, after.Score, kept, written.Changes, spent.TokensIn, spent.TokensOut, spent.CostUsd, clock.GetUtcNow());
        await journal.SaveAsync(key, done, ct, kept ? after.Score : before.Score, kept ? after.Title : before.Title);
        await journal.LogAsync(
            kept ? PlanLogLevel.Info : PlanLogLevel.Warning,
            string.Create(CultureInfo.InvariantCulture, $"Round {round}: the score went from {before.Score} to {after.Score}. {(kept ? "It is kept." : "It is not kept, the text before it is.")}"),
            ct);
        return done;
    }

    private sealed record Improved(string Title, string MetaDescription, string Slug, string Body, IReadOnlyList<string> Tags, string Changes);
}
