using Microsoft.AspNetCore.Http.Features;

namespace Broadcaster.Web.Startup;

/// <summary>
/// Told to stop, the program lets nobody in any more. An open page that loses its connection comes back within milliseconds;
/// what came after the hubs said goodbye would be waited for until the host's patience is over.
/// </summary>
internal sealed class Leaving(RequestDelegate next, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    // For a socket that was let in at the last moment and that nobody said goodbye to.
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await NotNow.StoppingAsync(context);
            return;
        }

        if (!BecomesASocket(context.Features))
        {
            await next(context);
            return;
        }

        await using var timer = clock.CreateTimer(static c => ((HttpContext)c!).Abort(), context, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var stopping = lifetime.ApplicationStopping.Register(() => timer.Change(LastWord, Timeout.InfiniteTimeSpan));
        await next(context);
    }

    // Over HTTP/1.1, and over HTTP/2.
    private static bool BecomesASocket(IFeatureCollection features) =>
        features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } || features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
