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
/// program says where it is.
/// </summary>
internal sealed class FirstStart(IServiceProvider services, IConfiguration configuration, Preparation preparation, IHostApplicationLifetime lifetime) : IHostedService
{
    private const string PasswordLinkKey = "password-link";

    /// <summary>What kept the database from being prepared.</summary>
    public Exception? Problem { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Not on the thread that starts the server.
            await Task.Run(() => PrepareAsync(cancellationToken), cancellationToken);
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

    private async Task PrepareAsync(CancellationToken ct)
    {
        await services.GetRequiredService<Migrator>().MigrateAsync(ct);
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
