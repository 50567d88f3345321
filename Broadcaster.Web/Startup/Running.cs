using System.Runtime.ExceptionServices;
using Broadcaster.Core.Publishing.Site;

namespace Broadcaster.Web.Startup;

/// <summary>From the start of the program to its end.</summary>
public static class Running
{
    /// <summary>The database is prepared beside the server's start; everything else that runs on its own comes behind that.</summary>
    public static void AddFirstStart(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck<PreparationCheck>("start", tags: [PreparationCheck.Starting]);
        BehindPreparation.Put(builder.Services);
        builder.Services.AddSingleton<Preparation>().AddSingleton<FirstStart>().AddHostedService(sp => sp.GetRequiredService<FirstStart>());
    }

    /// <summary>Only what needs no database comes before this: files, and health.</summary>
    public static void UsePreparation(this WebApplication app) => app.UseMiddleware<PreparationGate>();

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
            await StartAsync(app, first);
            await app.WaitForShutdownAsync(CancellationToken.None);
        }
        catch (Exception) when (first.Problem is not null)
        {
            // Thrown below.
        }
        finally
        {
            await app.DisposeAsync();
        }

        if (first.Problem is { } problem && problem is not OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(problem);
        }
    }

    // The server may listen already when something else cannot start: it has to say goodbye before what it needs is gone.
    private static async Task StartAsync(WebApplication app, FirstStart first)
    {
        try
        {
            await app.StartAsync(CancellationToken.None);
        }
        catch when (first.Begun)
        {
            app.Lifetime.StopApplication();
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
