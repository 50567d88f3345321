using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Broadcaster.Core.Foundation.Scheduling;

/// <summary>
/// Owns the scheduler of the recurring jobs. On PostgreSQL it cannot be had without the database, which may be slow or away:
/// it is tried until there is one, and each time another, because one that failed is gone for good.
/// </summary>
internal sealed class RecurringJobs(
    [FromKeyedServices(SchedulingServices.RecurringScheduler)] ISchedulerFactory factory, ISchedulerRuntime schedulers, SchedulerState state, TimeProvider clock, ILogger<RecurringJobs> log)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private IScheduler? scheduler;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(0.5);
        var again = false;
        while (true)
        {
            try
            {
                await (again ? OpenAnotherAsync(stoppingToken) : OpenAsync(stoppingToken));
                state.Runs(SchedulingServices.RecurringScheduler, scheduler!);
                return;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                SchedulingLog.NotStarted(log, pause, problem);
                again = true;
            }

            await Task.Delay(pause, clock, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (scheduler is not null)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    private async Task OpenAsync(CancellationToken ct)
    {
        scheduler = await factory.GetScheduler(ct);
        await scheduler.Start(ct);
    }

    private async Task OpenAnotherAsync(CancellationToken ct) =>
        scheduler = await schedulers.Restart(SchedulingServices.RecurringScheduler, new SchedulerRestartOptions { Start = true }, ct);
}
