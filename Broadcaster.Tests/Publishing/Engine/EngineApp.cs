using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>The engine over a database of its own, taken step by step: nothing looks, recovers or looks up unless a test says so.</summary>
internal sealed class EngineApp : IAsyncDisposable
{
    private readonly CancellationTokenSource writing = new();
    private Task writer = Task.CompletedTask;

    private EngineApp(TestApp app) => App = app;

    public TestApp App { get; }

    public FakeTime Time => App.Time;

    public ScriptedConnector Platform => App.Get<ScriptedConnector>();

    public FaultyLedger Ledger => (FaultyLedger)App.Get<ILedger>();

    public Dispatcher Dispatcher { get; private set; } = null!;

    public Channel Channel { get; private set; } = null!;

    public Caller Editor => App.CallerAs(Role.Editor);

    /// <param name="hosted">The test starts the dispatcher itself, which then runs the writer; it has no grace at its end.</param>
    public static async Task<EngineApp> StartAsync(DatabaseProvider provider, WorkspaceSettings? settings = null, bool hosted = false)
    {
        var app = await TestApp.StartAsync(
            provider,
            settings: settings,
            services: services =>
            {
                services.AddSingleton<ScriptedConnector>();
                services.AddSingleton<IConnector>(sp => sp.GetRequiredService<ScriptedConnector>());
                services.TryAddSingleton<IMediaReader, NoMedia>();
                var ledger = services.Last(s => s.ServiceType == typeof(ILedger));
                services.Remove(ledger);
                services.AddSingleton<ILedger>(sp => new FaultyLedger((ILedger)ledger.ImplementationFactory!(sp)));
                services.Configure<NetworkOptions>(o => o.AllowPrivateAddresses = true);
                services.AddPublishingEngine(new ConfigurationBuilder().Build());
                if (hosted)
                {
                    services.Configure<PublishingOptions>(o => o.ShutdownGrace = TimeSpan.Zero);
                }
            });
        var engine = new EngineApp(app);
        if (!hosted)
        {
            engine.writer = app.Get<LedgerWriter>().RunAsync(engine.writing.Token);
        }

        engine.Dispatcher = ActivatorUtilities.CreateInstance<Dispatcher>(app.Services);
        engine.Channel = await app.AddChannelAsync(ScriptedConnector.Id);
        return engine;
    }

    /// <summary>Sends whatever is due, until nothing more is.</summary>
    public async Task RunDueAsync()
    {
        int sent;
        do
        {
            sent = Platform.Sent.Count;
            for (var looks = 0; await Dispatcher.LookAsync(default); looks++)
            {
                Assert.True(looks < 10_000, "There is always more to send.");
                await Dispatcher.Sending.Soon();
            }

            await Dispatcher.Sending.Soon();
        }
        while (Platform.Sent.Count > sent);
    }

    public async Task RunDueAfterAsync(TimeSpan wait)
    {
        Time.Advance(wait);
        await RunDueAsync();
    }

    /// <summary>Moves the clock on for as long as it takes: what is waited for pauses now and then.</summary>
    public async Task PassTimeUntilAsync(Task done)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!done.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2), "What is waited for does not come, however far the clock is moved on.");
            await Task.WhenAny(done, Time.WaitForTimersAsync());
            Time.Advance(TimeSpan.FromSeconds(2));
        }

        await done;
    }

    public Task RecoverAsync() => App.Get<Recovery>().RecoverAsync(default);

    public async Task LookUpAfterAsync(TimeSpan wait)
    {
        Time.Advance(wait);
        await App.Get<Reconciler>().LookAsync(default);
        await App.Get<Reconciler>().Looking.Soon();
    }

    public async Task<PublishJob> ClaimElsewhereAsync(PublishJob job, bool begin)
    {
        var now = Time.GetUtcNow();
        var claimed = Assert.Single(await Ledger.ClaimAsync([new ChannelQuota(job.ChannelId, 1)], "gone", now, now.AddSeconds(30), default));
        if (begin)
        {
            Assert.Single(await Ledger.BeginAsync([new Intent(claimed, "hash", now, now)], "gone", now, default));
        }

        return await App.JobAsync(job.Id);
    }

    public async ValueTask DisposeAsync()
    {
        App.Get<LedgerWriter>().Complete();
        await writing.CancelAsync();
        try
        {
            await writer.Soon();
        }
        catch (OperationCanceledException)
        {
            // It was told to stop.
        }

        Dispatcher.Dispose();
        writing.Dispose();
        await App.DisposeAsync();
    }

    private sealed class NoMedia : IMediaReader
    {
        public Task<Stream> OpenAsync(Guid workspaceId, Guid mediaId, CancellationToken ct) => Task.FromResult(Stream.Null);
    }
}
