using System.Runtime.ExceptionServices;
using Broadcaster.Core.Publishing.Site;

namespace Broadcaster.Web.Startup;

/// <summary>From the start of the program to its end.</summary>
public static class Running
{
    /// <summary>The database is prepared beside the server's start; everything else that runs on its own comes behind that.</summary>
    public static void AddFirstStart(this WebApplicationBuilder builder)
    {
        BehindPreparation.Put(builder.Services);
        builder.Services.AddSingleton<Preparation>().AddSingleton<FirstStart>().AddHostedService(sp => sp.GetRequiredService<FirstStart>());
    }

    /// <summary>A request that comes before the database is ready waits for it; only its health is told at once.</summary>
    public static void UsePreparation(this WebApplication app)
    {
        var done = app.Services.GetRequiredService<Preparation>().Done;
        app.Use(async (context, next) =>
        {
            var path = context.Request.Path;
            if (!done.IsCompleted && path.StartsWithSegments(HealthEndpoints.Ready, StringComparison.Ordinal))
            {
                await HealthEndpoints.SayNotYetAsync(context);
            }
            else if (path.StartsWithSegments(HealthEndpoints.Live, StringComparison.Ordinal) || await done.WaitAsync(context.RequestAborted))
            {
                await next(context);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
        });
    }

    /// <summary>The exit code: 1 when it cannot start for a reason that can be said without a stack trace.</summary>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        var first = app.Services.GetRequiredService<FirstStart>();
        var started = app.Lifetime.ApplicationStarted;
        try
        {
            // Links that are made before the server listens lead to where it is going to.
            app.Services.GetRequiredService<PublicAddress>().ListensOn(Server.AddressesOf(app.Configuration));
            await RunAsync(app, first);
            return 0;
        }
        catch (Exception problem) when ((problem == first.Problem || !started.IsCancellationRequested) && StartRefusal.Of(problem) is { } why)
        {
            await Console.Error.WriteLineAsync($"Broadcaster cannot start. {why}");
            return 1;
        }
    }

    // What kept the database from being prepared says more than what the host makes of it.
    private static async Task RunAsync(WebApplication app, FirstStart first)
    {
        try
        {
            await app.RunAsync();
        }
        catch (Exception) when (first.Problem is not null)
        {
            // Thrown below.
        }

        if (first.Problem is { } problem && problem is not OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(problem);
        }
    }
}
