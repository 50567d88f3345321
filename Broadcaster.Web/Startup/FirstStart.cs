using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Site;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Broadcaster.Web.Startup;

/// <summary>
/// Brings the database up to date and the settings' first account into it, while the server begins to listen; then the
/// program says where it is. A database that cannot be used yet is waited for.
/// </summary>
internal sealed class FirstStart(
    IServiceProvider services, IConfiguration configuration, Preparation preparation, IHostApplicationLifetime lifetime, IOptions<DatabaseOptions> database, TimeProvider clock, ILogger<FirstStart> log)
    : IHostedService
{
    private const string PasswordLinkKey = "password-link";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SaysSo = TimeSpan.FromSeconds(10);

    /// <summary>Whether the host has begun to start its services, the server among them.</summary>
    public bool Begun { get; private set; }

    /// <summary>What kept the database from being prepared.</summary>
    public Exception? Problem { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Begun = true;
        try
        {
            // Not on the thread that starts the server.
            await Task.Run(() => PrepareOnceItCanBeUsedAsync(cancellationToken), cancellationToken);
            preparation.End(ready: true);
        }
        catch (Exception problem)
        {
            Problem = problem;
            preparation.End(ready: false);
            lifetime.StopApplication();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareOnceItCanBeUsedAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        await using var reminder = clock.CreateTimer(_ => StartupLog.StillStarting(log, (int)clock.GetElapsedTime(began).TotalSeconds, preparation.Step), null, SaysSo, SaysSo);
        for (var pause = ShortestPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await PrepareAsync(ct);
                return;
            }
            catch (Exception problem) when (!ct.IsCancellationRequested && DatabaseAbsence.Of(problem) is { } reason && !(clock.GetElapsedTime(began) >= database.Value.LongestWait))
            {
                var before = preparation.Step;
                preparation.Await(reason);
                if (preparation.Step != before)
                {
                    StartupLog.Waits(log, StartRefusal.Of(problem) ?? reason);
                }
            }

            await Task.Delay(pause, clock, ct);
        }
    }

    private async Task PrepareAsync(CancellationToken ct)
    {
        var migrator = services.GetRequiredService<Migrator>();
        await migrator.ReachAsync(ct);
        preparation.Reach();
        await migrator.MigrateAsync(ct);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BootstrapInstance>().ExecuteAsync(ct);
        var firstVisit = !await scope.ServiceProvider.GetRequiredService<InstanceState>().HasUsersAsync(ct);
        var link = await PasswordLinkAsync(configuration[PasswordLinkKey], scope.ServiceProvider, ct);
        lifetime.ApplicationStarted.Register(() => SayWhere(services, firstVisit, link));
    }

    // For the one person who manages members and forgot their own password: whoever can start the program may.
    private static async Task<PasswordLink?> PasswordLinkAsync(string? email, IServiceProvider services, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            return null;
        }

        if (await services.GetRequiredService<UserManager<User>>().FindByEmailAsync(email) is not { } user)
        {
            throw new OptionsValidationException(PasswordLinkKey, typeof(string), [$"--{PasswordLinkKey} {email}: nobody has an account with this address."]);
        }

        await services.GetRequiredService<AccountAudit>().RecordByOperatorAsync(user, "account.password_link_made", ct);
        return services.GetRequiredService<PasswordLinks>().Make(user);
    }

    // One line for whoever started it by hand, whatever the log is set to.
    private static void SayWhere(IServiceProvider services, bool firstVisit, PasswordLink? link)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var here = services.GetRequiredService<PublicAddress>();
        here.ListensOn(addresses);

        Console.WriteLine($"Broadcaster is ready: {string.Join(", ", addresses)}{(firstVisit ? " (first visit: /setup)" : "")}");
        if (link is not null)
        {
            Console.WriteLine($"Choose a new password, once, within a day: {here.Listening}{Urls.Password(link.Secret)}");
        }
    }
}
