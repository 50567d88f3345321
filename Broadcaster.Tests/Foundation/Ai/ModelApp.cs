using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Foundation.Ai;

/// <summary>The real clients against the loopback server, over a database of their own.</summary>
internal sealed class ModelApp : IAsyncDisposable
{
    private ModelApp(TestApp app, FakeModelServer server) => (App, Server) = (app, server);

    public TestApp App { get; }

    public FakeModelServer Server { get; }

    public ModelCaller Models => App.Get<ModelCaller>();

    public static async Task<ModelApp> StartAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite, AiProvider protocol = AiProvider.Openai, string model = "gpt-4o-mini", TimeProvider? clock = null, Action<IServiceCollection>? services = null)
    {
        var server = await FakeModelServer.StartAsync();
        var app = await TestApp.StartAsync(provider, clock, collection =>
        {
            collection.AddSingleton(new NetworkGuard(Microsoft.Extensions.Options.Options.Create(new NetworkOptions { AllowedHosts = ["127.0.0.1"] })));
            services?.Invoke(collection);
        });
        var made = new ModelApp(app, server);
        await made.ChangeAsync(s => s with
        {
            Ai = s.Ai with { Provider = protocol, Model = model, Openai = new AiEndpoint { BaseUrl = server.Url }, Anthropic = new AiEndpoint { BaseUrl = server.Url } },
        });
        return made;
    }

    public async Task ChangeAsync(Func<WorkspaceSettings, WorkspaceSettings> change)
    {
        await using var db = App.Database.OpenUnscoped();
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == App.Workspace.Id);
        workspace.Settings = change(workspace.Settings);
        App.Get<WorkspaceSecrets>().Change(workspace, new Dictionary<string, string?> { ["openai.apiKey"] = "sk-secret-1", ["anthropic.apiKey"] = "sk-ant-1" });
        await db.SaveChangesAsync();
    }

    public Task ChangeTaskAsync(Func<AiTaskSettings, AiTaskSettings> change) =>
        ChangeAsync(s => s with { Ai = s.Ai with { Tasks = s.Ai.Tasks with { Generate = change(s.Ai.Tasks.Generate) } } });

    public ModelOrder Order(AnswerForm? form = null, Guid? planId = null, Action<string>? onText = null, decimal? planLimit = null) => new()
    {
        WorkspaceId = App.Workspace.Id, Task = AiTask.Generate, System = "Be brief.", Turns = ["Say good day."], Form = form, PlanId = planId, OnText = onText, PlanLimit = planLimit,
    };

    public async Task<IReadOnlyList<CostRecord>> RecordsAsync()
    {
        await using var db = App.Database.Read(App.Workspace.Id);
        return await db.CostRecords.OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync();
    }

    public async Task<decimal> SpentAsync()
    {
        await using var db = App.Database.Read(App.Workspace.Id);
        return await db.CostTotals.Where(t => t.Period.StartsWith("month:")).SumAsync(t => t.Nanos) / 1_000_000_000m;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Server.DisposeAsync();
    }
}
