using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Broadcaster.Core.Foundation.Scheduling;

/// <summary>
/// Two Quartz schedulers: wake-ups in memory on every node, because a trigger only says when to look; the recurring jobs in
/// PostgreSQL's clustered store where there is one, so that each runs once for all nodes. Each has one owner
/// (<see cref="WakeUpTimer"/>, <see cref="RecurringJobs"/>) that creates, starts and stops it: Quartz makes a scheduler for
/// whoever asks first, and one whose making was broken off is gone for good.
/// </summary>
public static class SchedulingServices
{
    public const string WakeUpScheduler = "wake-ups";
    public const string RecurringScheduler = "recurring";

    public static IServiceCollection AddScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        var database = configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddSingleton<WakeUpTimer>();
        services.AddSingleton<SchedulerState>();
        services.AddHostedService(sp => sp.GetRequiredService<WakeUpTimer>());
        services.AddQuartz(WakeUpScheduler, quartz =>
        {
            quartz.UseInMemoryStore(_ => { });
            quartz.UseDefaultThreadPool(4);
            quartz.AddJob<WakeUpJob>(job => job.WithIdentity("wake-up").StoreDurably());
        });
        services.AddQuartz(RecurringScheduler, quartz =>
        {
            quartz.UseDefaultThreadPool(4);
            if (database.Provider == DatabaseProvider.Postgres)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(database.ConnectionString!);
                    store.UseClustering(_ => { });
                    store.ProvisionSchema();
                });
            }
            else
            {
                quartz.UseInMemoryStore(_ => { });
            }

            quartz.ScheduleJob<CanaryJob>(t => t.WithIdentity("canary").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(15)).RepeatForever()));
            quartz.ScheduleJob<WatchdogJob>(t => t.WithIdentity("watchdog").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(15)).RepeatForever()));
            quartz.ScheduleJob<PlanSweepJob>(t => t.WithIdentity("plan-sweep").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(15)).RepeatForever()));
            quartz.ScheduleJob<RetentionJob>(t => t.WithIdentity("retention").WithCronSchedule("0 17 3 * * ?"));
        });
        services.AddHostedService<RecurringJobs>();
        return services;
    }
}
