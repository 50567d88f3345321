using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>Everything that a workspace can set, one object a topic.</summary>
public sealed record SettingsView(
    WorkspaceTopic Workspace, ApprovalSettings Approvals, PublishingTopic Publishing, SiteSettings Site, RetentionSettings Retention, AiTopic Ai, CostsTopic Costs, ResearchTopic Research, int Version);

/// <summary>The workspace itself.</summary>
/// <param name="TimeZone">IANA id.</param>
public sealed record WorkspaceTopic(string Name, string Slug, string TimeZone);

/// <summary>How publishing behaves where a channel or a schedule says nothing else.</summary>
/// <param name="TimeZone">The workspace's: schedules start from it.</param>
public sealed record PublishingTopic(int MaxRetries, IReadOnlyList<int> BackoffSeconds, MisfirePolicy DefaultMisfire, string TimeZone);

/// <summary>Models; keys are never shown, only which are set.</summary>
/// <param name="Provider">Null: no model.</param>
/// <param name="Ready">A model can be asked; without one planning researches, outlines and scores.</param>
public sealed record AiTopic(
    AiProvider? Provider, string? Model, EndpointTopic Openai, EndpointTopic Anthropic, AiTasks Tasks, AiVoice Voice, int TargetSeoScore, int MaxRefinements, bool Ready);

/// <param name="BaseUrl">Null: the provider's own address.</param>
/// <param name="SecretsSet">apiKey, where it is set.</param>
public sealed record EndpointTopic(string? BaseUrl, IReadOnlyList<string> SecretsSet);

/// <summary>Ceilings in US dollars, and prices a million tokens.</summary>
/// <param name="BuiltInPrices">What holds where <paramref name="Prices"/> does not name a model.</param>
/// <param name="BuiltInPricesAsOf">When those were looked up.</param>
public sealed record CostsTopic(
    decimal? DayLimit, decimal? MonthLimit, decimal? PlanLimit, IReadOnlyList<ModelPrice> Prices, IReadOnlyList<ModelPrice> BuiltInPrices, DateOnly BuiltInPricesAsOf);

/// <summary>How research reads the web.</summary>
/// <param name="FirecrawlUrl">Null: Firecrawl's own address.</param>
/// <param name="SecretsSet">firecrawlApiKey, where it is set.</param>
public sealed record ResearchTopic(string? FirecrawlUrl, int MaxSources, IReadOnlyList<string> SecretsSet);
