using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Broadcaster.Core.Foundation.Scheduling;

/// <summary>
/// Arms Quartz triggers for due instants, in memory, on every node; many jobs due at one instant share one. Owns their scheduler.
/// </summary>
internal sealed class WakeUpTimer(IServiceProvider services, SchedulerState state, WakeUps wakeUps, ILogger<WakeUpTimer> log) : IHostedService
{
    private static readonly JobKey Job = new("wake-up");

    private readonly ConcurrentDictionary<long, byte> armed = new();
    private IScheduler? scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        scheduler = await services.GetRequiredKeyedService<ISchedulerFactory>(SchedulingServices.WakeUpScheduler).GetScheduler(cancellationToken);
        await scheduler.Start(cancellationToken);
        state.Runs(SchedulingServices.WakeUpScheduler, scheduler);
        wakeUps.Timer = instant => _ = ArmAsync(instant);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        wakeUps.Timer = null;
        if (scheduler is not null)
        {
            await scheduler.Shutdown(waitForJobsToComplete: false, cancellationToken);
        }
    }

    public void Fired(TriggerKey key) => armed.TryRemove(long.Parse(key.Name, CultureInfo.InvariantCulture), out _);

    // Owned here: its only fault is a scheduler that is gone, and then the sweep serves.
    private async Task ArmAsync(DateTimeOffset instant)
    {
        // A trigger that fires a hair early would find nothing due: round up to the next millisecond.
        var milliseconds = (instant.UtcTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        if (scheduler is null || !armed.TryAdd(milliseconds, 0))
        {
            return;
        }

        try
        {
            var trigger = TriggerBuilder.Create(scheduler.TimeProvider)
                .WithIdentity(milliseconds.ToString(CultureInfo.InvariantCulture))
                .ForJob(Job)
                .StartAt(new DateTimeOffset(milliseconds * TimeSpan.TicksPerMillisecond, TimeSpan.Zero))
                .Build();
            await scheduler.ScheduleJob(trigger);
        }
        catch (Exception problem)
        {
            armed.TryRemove(milliseconds, out _);
            SchedulingLog.NotArmed(log, problem);
        }
    }
}
