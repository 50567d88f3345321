using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Web.Components.Shared;
using Broadcaster.Web.Tenancy;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Support;

/// <summary>Renders pages over the whole of Core, on a database and a clock of their own, as a member of its workspace.</summary>
public abstract class PageTestBase : BunitTestBase, IAsyncLifetime
{
    protected TestApp App { get; private set; } = null!;

    protected LiveFeed Feed => App.Get<LiveFeed>();

    public async Task InitializeAsync()
    {
        App = await TestApp.StartAsync(clock: new FakeTime(), services: Configure);
        Services.AddFallbackServiceProvider(App.Services);
        Services.AddSingleton(App.Clock);
        Services.AddScoped<Toasts>();
        Services.AddScoped<Confirmations>();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await App.DisposeAsync();
    }

    /// <summary>More services, or others in place of what Core registers.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    protected CurrentWorkspace WorkspaceAs(Role role) =>
        new(App.CallerAs(role), App.Workspace.Name, App.Workspace.TimeZone, "somebody@example.test", [new WorkspaceLink(App.Workspace.Slug, App.Workspace.Name)]);

    protected IRenderedComponent<TPage> RenderPage<TPage>(Role role = Role.Owner, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent =>
        Render<TPage>(p =>
        {
            p.AddCascadingValue(WorkspaceAs(role));
            p.TryAdd("Slug", App.Workspace.Slug);
            parameters?.Invoke(p);
        });

    /// <summary>As <see cref="RenderPage"/>, inside a frame that can be rendered again.</summary>
    protected IRenderedComponent<PageFrame<TPage>> RenderFramed<TPage>(Role role = Role.Owner, params IEnumerable<(string Name, object Value)> parameters)
        where TPage : IComponent =>
        Render<PageFrame<TPage>>(p => p
            .Add(f => f.Workspace, WorkspaceAs(role))
            .Add(f => f.Parameters, parameters.Prepend(("Slug", App.Workspace.Slug)).ToDictionary(x => x.Item1, x => x.Item2)));

    protected async Task<PublishJob> AddJobAsync(JobStatus status, string title = "A title", Action<PublishJob>? change = null, string channelName = "The board", DateTimeOffset? runAt = null)
    {
        var channel = await App.AddChannelAsync(name: channelName);
        var content = await App.AddContentAsync(title, state: ContentState.Publishing, channels: [channel]);
        var now = App.Clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var job = new PublishJob
        {
            Id = id,
            WorkspaceId = App.Workspace.Id,
            PublicationId = (await App.PublicationAsync(content.Id, channel, id)).Id,
            ContentId = content.Id,
            ChannelId = channel.Id,
            Connector = channel.Connector,
            RunAt = runAt ?? now,
            Status = status,
            Attempt = status == JobStatus.Queued ? 0 : 1,
            Attempts = status is JobStatus.Queued or JobStatus.Running ? 0 : 1,
            MaxAttempts = 4,
            TotalSteps = 2,
            ContentHash = content.Hash,
            CorrelationId = "test",
            CreatedAt = now,
        };
        change?.Invoke(job);
        await App.AddAsync(job);
        return job;
    }

    /// <summary>Changes a job behind the page's back and says so on the feed, as another node does.</summary>
    protected async Task ChangeJobAsync(Guid id, Action<PublishJob> change)
    {
        await using var db = App.Database.OpenUnscoped();
        change(await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace]).FirstAsync(j => j.Id == id));
        await db.SaveChangesAsync();
        Tell("job.updated", id);
    }

    protected async Task<PublishJob> FindJobAsync(Guid id)
    {
        await using var db = App.Database.OpenUnscoped();
        return await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace]).Include(j => j.Publication).FirstAsync(j => j.Id == id);
    }

    /// <summary>Hands an event to the pages now, past the pace of the feed.</summary>
    protected void Tell(string type, Guid id, LiveProgress? progress = null)
    {
        App.Time.Advance(LiveFeed.Pace);
        Feed.Deliver(new LiveEvent(App.Workspace.Id, type, id, App.Clock.GetUtcNow(), Progress: progress));
        App.Time.Advance(LiveFeed.Pace);
    }
}
