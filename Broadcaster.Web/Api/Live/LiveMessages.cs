using System.Text.Json.Serialization;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Api.Channels;
using Broadcaster.Web.Api.Deliveries;
using Broadcaster.Web.Api.Jobs;
using Broadcaster.Web.Api.Plans;

namespace Broadcaster.Web.Api.Live;

/// <summary>Makes messages of a batch of events: one query a kind of thing, never one an event.</summary>
public sealed class LiveMessages(IServiceScopeFactory scopes)
{
    public async Task<IReadOnlyList<LiveMessage>> OfAsync(Caller caller, IReadOnlyList<LiveEvent> events, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var things = new Dictionary<(string Noun, Guid Id), object>();
        await LoadAsync("job", async ids => (await services.GetRequiredService<JobQueries>().GetManyAsync(caller, ids, ct)).Select(j => (j.Id, (object)JobResource.Of(j))));
        await LoadAsync("channel", async ids => (await services.GetRequiredService<ChannelQueries>().GetManyAsync(caller, ids, ct)).Select(c => (c.Id, (object)ChannelResource.Of(c))));
        await LoadAsync("delivery", async ids => (await services.GetRequiredService<DeliveryQueries>().GetManyAsync(caller, ids, ct)).Select(d => (d.Id, (object)DeliveryResource.Of(d))));
        await LoadAsync("plan", async ids => (await services.GetRequiredService<PlanQueries>().GetManyAsync(caller, ids, ct)).Select(p => (p.Id, (object)PlanSummaryResource.Of(p))));
        await LoadAsync("content", async ids => (await services.GetRequiredService<LiveContents>().GetManyAsync(caller, ids, ct)).Select(c => (c.Id, (object)c)));
        await LoadAsync("cost", async ids =>
        {
            var costs = services.GetRequiredService<CostStanding>();
            var warnings = new List<(Guid, object)>();
            foreach (var id in ids)
            {
                warnings.Add((id, CostWarningResource.Of(await costs.ReadAsync(caller, id == caller.WorkspaceId ? null : id, ct), id == caller.WorkspaceId ? null : id)));
            }

            return warnings;
        });
        return [.. events.Select(e => new LiveMessage(e.Type, e.Id, e.At, DataOf(e)))];

        async Task LoadAsync(string noun, Func<IReadOnlyCollection<Guid>, Task<IEnumerable<(Guid, object)>>> load)
        {
            var ids = events.Where(e => NounOf(e) == noun && e.Progress is null && !e.Type.EndsWith(".deleted", StringComparison.Ordinal)).Select(e => e.Id).ToHashSet();
            if (ids.Count == 0)
            {
                return;
            }

            foreach (var (id, thing) in await load(ids))
            {
                things[(noun, id)] = thing;
            }
        }

        // Progress comes with the event: a running job tells it often, and nobody reads the database for it.
        object? DataOf(LiveEvent change) => change.Progress is { } progress
            ? LiveProgressResource.Of(progress)
            : things.GetValueOrDefault((NounOf(change), change.Id));
    }

    private static string NounOf(LiveEvent change) => change.Type[..change.Type.IndexOf('.')];
}

/// <summary>A ceiling is near: more than 80 % of it is spent.</summary>
/// <param name="Message">Which, and how far; null where it has been raised since.</param>
/// <param name="PlanId">For the ceiling of one plan.</param>
public sealed record CostWarningResource(string? Message, CeilingUse Day, CeilingUse Month, Guid? PlanId, CeilingUse? Plan)
{
    internal static CostWarningResource Of(CostCeilings ceilings, Guid? planId) => new(ceilings.Warning, ceilings.Day, ceilings.Month, planId, ceilings.Plan);
}

/// <summary>Where a running job or plan stands, under the names that it has for it.</summary>
/// <param name="Progress">0 to 100.</param>
public sealed record LiveProgressResource(int Progress, string CurrentStep, int CompletedSteps, int TotalSteps)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? PlanId { get; init; }

    /// <summary>Of a plan: research, generate, refine, variants.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stage { get; init; }

    /// <summary>Of a plan: used so far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Tokens { get; init; }

    /// <summary>Of a plan: spent so far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? CostUsd { get; init; }

    public static LiveProgressResource Of(LiveProgress progress) =>
        new(progress.Percent, progress.Step, progress.CompletedSteps, progress.TotalSteps) { Stage = progress.Stage, Tokens = progress.Tokens, CostUsd = progress.CostUsd };
}
