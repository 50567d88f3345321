using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>Reads a workspace's settings.</summary>
public sealed class SettingsQueries(Database database)
{
    public async Task<SettingsView> GetAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return ViewOf(await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct));
    }

    internal static SettingsView ViewOf(Workspace workspace)
    {
        var (settings, publishing) = (workspace.Settings, workspace.Settings.Publishing);
        return new SettingsView(
            new WorkspaceTopic(workspace.Name, workspace.Slug, workspace.TimeZone),
            settings.Approvals,
            new PublishingTopic(publishing.MaxRetries, publishing.BackoffSeconds, publishing.DefaultMisfire, workspace.TimeZone),
            settings.Site,
            settings.Retention,
            AiOf(workspace),
            new CostsTopic(settings.Costs.DayLimit, settings.Costs.MonthLimit, settings.Costs.PlanLimit, settings.Costs.Prices, ModelPrices.BuiltIn, ModelPrices.AsOf),
            new ResearchTopic(settings.Research.FirecrawlUrl, settings.Research.MaxSources, Set(workspace, ResearchSettings.FirecrawlKey).Length > 0 ? ["firecrawlApiKey"] : []),
            workspace.Version);
    }

    private static AiTopic AiOf(Workspace workspace)
    {
        var ai = workspace.Settings.Ai;
        return new AiTopic(ai.Provider, ai.Model, Endpoint(AiProvider.Openai), Endpoint(AiProvider.Anthropic), ai.Tasks, ai.Voice, ai.TargetSeoScore, ai.MaxRefinements, IsReady());

        EndpointTopic Endpoint(AiProvider provider) =>
            new(ai.EndpointOf(provider).BaseUrl, Set(workspace, ModelChoice.SecretOf(provider)).Length > 0 ? ["apiKey"] : []);

        // As ModelChoice judges it, without opening the secrets.
        bool IsReady() => (ai.Tasks.Generate.Provider ?? ai.Provider) is { } provider
            && !string.IsNullOrWhiteSpace(ai.Tasks.Generate.Model ?? ai.Model)
            && (Endpoint(provider).SecretsSet.Count > 0 || (provider == AiProvider.Openai && ai.Openai.BaseUrl is not null));
    }

    private static string Set(Workspace workspace, string secret) =>
        workspace.SecretsSet.Split(',').Contains(secret, StringComparer.Ordinal) ? secret : "";
}
