using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Tests.Foundation.Ai;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Planning.Plans;

/// <summary>Planning with the real clients against the loopback server; the engine looks when a test says so.</summary>
internal sealed class PlanApp : IAsyncDisposable
{
    private PlanApp(ModelApp models) => Models = models;

    public ModelApp Models { get; }

    public TestApp App => Models.App;

    public FakeModelServer Server => Models.Server;

    public PlanEngine Engine { get; private set; } = null!;

    public Caller Editor => App.CallerAs(Role.Editor);

    public static async Task<PlanApp> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, AiProvider protocol = AiProvider.Openai, string model = "gpt-4o-mini", TimeProvider? clock = null, Action<IServiceCollection>? services = null)
    {
        var models = await ModelApp.StartAsync(provider, protocol, model, clock ?? TimeProvider.System, services);
        await models.ChangeAsync(s => s with { Ai = s.Ai with { MaxRefinements = 0 } });
        models.Server.Answer = GoodAnswers.For;
        return new PlanApp(models) { Engine = ActivatorUtilities.CreateInstance<PlanEngine>(models.App.Services) };
    }

    public async Task<Guid> AddAsync(PlanInput? input = null)
    {
        var made = await App.Get<CreatePlan>().ExecuteAsync(Editor, (input ?? new PlanInput()) with { Topic = input?.Topic ?? "Bees on city roofs", AutoProcess = true }, default);
        Assert.True(made.Ok, made.Error?.Message);
        return made.Value.Id;
    }

    /// <summary>Works on whatever is due until nothing more is.</summary>
    public async Task RunAsync()
    {
        for (var looks = 0; await Engine.LookAsync(default) > 0; looks++)
        {
            Assert.True(looks < 10_000, "There is always more to do.");
            await Engine.Working.Soon();
        }
    }

    public async Task<PlanView> RunAsync(PlanInput input)
    {
        var id = await AddAsync(input);
        await RunAsync();
        return await ViewAsync(id);
    }

    public async Task<PlanView> ViewAsync(Guid id) => (await App.Get<PlanQueries>().GetAsync(Editor, id, default))!;

    public async Task<IReadOnlyList<string>> LogAsync(Guid id) => [.. (await App.Get<PlanQueries>().GetHistoryAsync(Editor, id, default))!.Lines.Select(l => l.Message)];

    public async Task<List<PlanStep>> StepsAsync(Guid id)
    {
        await using var db = App.Database.Read(App.Workspace.Id);
        return await db.PlanSteps.Where(s => s.PlanId == id).OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await Models.DisposeAsync();
    }
}
