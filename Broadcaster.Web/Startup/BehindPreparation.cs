using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcaster.Web.Startup;

/// <summary>
/// Starts a service when the database is ready: one that must be up before the program counts as started at once then, one
/// that works in the background behind all of those.
/// </summary>
public sealed class BehindPreparation(IHostedService service, Preparation preparation, IHostApplicationLifetime lifetime) : BackgroundService, IHostedLifecycleService
{
    private readonly Lock gate = new();
    private bool begun;
    private Task? stop;

    private IHostedLifecycleService? Lifecycle => begun ? service as IHostedLifecycleService : null;

    /// <summary>Puts every service that has been registered so far behind the preparation.</summary>
    public static void Put(IServiceCollection services)
    {
        var all = services.Where(s => s.ServiceType == typeof(IHostedService) && !s.IsKeyedService).ToList();
        services.RemoveAll<IHostedService>();
        foreach (var service in all)
        {
            services.AddSingleton<IHostedService>(sp => new BehindPreparation(
                (IHostedService)(service.ImplementationInstance ?? service.ImplementationFactory?.Invoke(sp) ?? ActivatorUtilities.CreateInstance(sp, service.ImplementationType!)),
                sp.GetRequiredService<Preparation>(),
                sp.GetRequiredService<IHostApplicationLifetime>()));
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Not by the token: the preparation is cut off by the same one, and says how it ended.
        if (!await preparation.Done)
        {
            return;
        }

        begun = true;
        if (service is BackgroundService)
        {
            await base.StartAsync(cancellationToken);
            return;
        }

        if (service is IHostedLifecycleService early)
        {
            await early.StartingAsync(cancellationToken);
        }

        await service.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var heard = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested)
        {
            // What kept the program from starting says why; this is none of it.
            return;
        }

        var background = (BackgroundService)service;
        await background.StartAsync(stoppingToken);

        // The host watches this task, and so hears of the service's end.
        await (background.ExecuteTask ?? Task.CompletedTask);
    }

    // A host that is told to stop twice tells every service twice, at once: the second waits for the first.
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return stop ??= StopOnceAsync(cancellationToken);
        }
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        if (begun)
        {
            await service.StopAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Lifecycle?.StartedAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Lifecycle?.StoppingAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Lifecycle?.StoppedAsync(cancellationToken) ?? Task.CompletedTask;

    public override void Dispose()
    {
        (service as IDisposable)?.Dispose();
        base.Dispose();
    }
}
