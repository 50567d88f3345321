using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Data.Postgres;
using Broadcaster.Core.Foundation.Health;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Core.Publishing.Site;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Broadcaster.Core.Publishing;

/// <summary>Scheduling, publishing and everything that is done with jobs.</summary>
public static class PublishingServices
{
    // What is cut off has to be written, and everything else has to stop.
    private static readonly TimeSpan AfterTheGrace = TimeSpan.FromSeconds(20);

    /// <summary>What people do with jobs; nothing runs in the background by this.</summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services)
    {
        services.AddOptions<PublishingOptions>().BindConfiguration("Publishing").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<DispatchSignal>()
            .AddSingleton<WakeUps>()
            .AddSingleton<NodeInfo>()
            .AddSingleton<NodeRegistry>()
            .AddSingleton<RunningJobs>()
            .AddSingleton<PublicAddress>()
            .AddSingleton<Watchdog>()
            .AddSingleton<TrimLedger>()
            .AddSingleton<PublishedFiles>()
            .AddSingleton<JobLoader>()
            .AddSingleton<DeliveredFiles>()
            .AddSingleton<ContentCheck>()
            .AddSingleton<JobPlanner>()
            .AddSingleton<ScheduleContent>()
            .AddSingleton<PublishContent>()
            .AddSingleton<UnscheduleContent>()
            .AddSingleton<RetryFailed>()
            .AddSingleton<RetryJob>()
            .AddSingleton<CancelJob>()
            .AddSingleton<RescheduleJob>()
            .AddSingleton<CareForPublication>()
            .AddSingleton<PublicationQueries>()
            .AddSingleton<ConfirmJob>()
            .AddSingleton<ILedger>(LedgerOf);
    }

    /// <summary>The engine itself: claims, sends and keeps the ledger as long as the host runs.</summary>
    public static IServiceCollection AddPublishingEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<LedgerWriter>()
            .AddSingleton<ChannelRates>()
            .AddSingleton(sp => new SendGate(sp.GetRequiredService<IOptions<PublishingOptions>>().Value.MaxConcurrency))
            .AddSingleton<JobPreparation>()
            .AddSingleton<JobCheckpoints>()
            .AddSingleton<FileKeeper>()
            .AddSingleton<JobRunner>()
            .AddSingleton<Recovery>()
            .AddSingleton<Reconciler>();

        // The host's patience is longer than the engine's, or sends that may go on for a while would be cut off by it.
        services.AddOptions<HostOptions>().Configure<IOptions<PublishingOptions>>((host, publishing) => host.ShutdownTimeout = publishing.Value.ShutdownGrace + AfterTheGrace);

        // Started in this order and stopped in reverse: the leases are kept for as long as anything is being sent, and the
        // timers are there before the first wake-up is armed.
        services.AddScheduling(configuration).AddHealth();
        if (configuration.GetSection("Database").Get<DatabaseOptions>()?.Provider == DatabaseProvider.Postgres)
        {
            services.AddHostedService<PostgresRelay>();
        }

        services.AddHostedService(sp => sp.GetRequiredService<FileKeeper>());
        services.AddHostedService<Upkeep>();
        services.AddHostedService<Dispatcher>();
        return services;
    }

    private static ILedger LedgerOf(IServiceProvider services)
    {
        var database = services.GetRequiredService<Database>();
        return database.Provider switch
        {
            DatabaseProvider.Sqlite => new SqliteLedger(database),
            DatabaseProvider.Postgres => new PostgresLedger(services.GetRequiredKeyedService<NpgsqlDataSource>(PostgresDataSource.Ledger)),
        };
    }
}
