using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Planning.Research;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Reads what others wrote. Its report is kept with the plan.</summary>
internal sealed class ResearchStage(IResearcher researcher, WorkspaceSecrets secrets, CostBook costs)
{
    public const string Key = "research";

    public async Task<ResearchReport?> RunAsync(PlanJournal journal, CancellationToken ct)
    {
        if (journal.FindText(Key) is { } known)
        {
            return ResearchReport.FromJson(known);
        }

        var plan = journal.Plan;
        if (plan.SkipResearch)
        {
            return null;
        }

        await journal.EnterAsync(PlanStage.Research, 1, "Reading what others wrote", ct);
        var settings = journal.Workspace.Settings.Research;
        var keys = secrets.Read(journal.Workspace);
        var firecrawl = keys.Ok ? keys.Value.GetValueOrDefault(ResearchSettings.FirecrawlKey) : null;
        var report = await researcher.ResearchAsync(
            new ResearchRequest
            {
                Topic = plan.Topic,
                Brief = plan.Brief,
                Keywords = plan.Keywords,
                CompetitorUrls = plan.CompetitorUrls,
                Language = plan.Language ?? journal.Workspace.Settings.Ai.Voice.Language,
                Firecrawl = firecrawl is null && settings.FirecrawlUrl is null ? null : new FirecrawlAccess(firecrawl, settings.FirecrawlUrl),
                MaxSources = settings.MaxSources,
            },
            new Reporter(journal),
            ct);
        if (!report.Ok)
        {
            throw new PlanStopped(report.Error);
        }

        await journal.SaveTextAsync(Key, report.Value.ToJson(), ct);
        if (report.Value.CreditsUsed > 0)
        {
            await costs.AddCreditsAsync(journal.Workspace, plan.Id, report.Value.CreditsUsed, ct);
        }

        foreach (var source in report.Value.Sources.Where(s => s.Problem is not null))
        {
            await journal.LogAsync(PlanLogLevel.Warning, $"{source.Url}: {source.Problem}", ct);
        }

        foreach (var note in report.Value.Notes)
        {
            await journal.LogAsync(PlanLogLevel.Info, note, ct);
        }

        await journal.LogAsync(PlanLogLevel.Info, $"Research is done: {report.Value.Sources.Count(s => s.Status == SourceStatus.Read)} of {report.Value.Sources.Count} pages read, {report.Value.Keywords.Count} keywords.", ct);
        return report.Value;
    }

    private sealed class Reporter(PlanJournal journal) : IProgress<ResearchProgress>
    {
        public void Report(ResearchProgress value) => journal.Glimpse(Math.Max(1, value.Percent / 5), value.Message);
    }
}
