using Broadcaster.Core.Accounts;
using Broadcaster.Core.Data;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Workspaces;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Broadcaster.Web.Startup;

/// <summary>What happens before the first request: the database is brought up to date, and the program says where it is.</summary>
internal static class FirstStart
{
    private const string PasswordLinkKey = "password-link";

    /// <summary>The exit code: 1 when a setting is wrong, which is then said without a stack trace.</summary>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        try
        {
            await app.PrepareAsync();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            await Console.Error.WriteLineAsync($"Broadcaster cannot start. {string.Join(" ", wrong.Failures)}");
            return 1;
        }
    }

    private static async Task PrepareAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;

        // The engine sends before the server listens: links that are made until then lead to where it is going to.
        app.Services.GetRequiredService<PublicAddress>().ListensOn(Server.AddressesOf(app.Configuration));
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(stopping);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BootstrapInstance>().ExecuteAsync(stopping);
        var firstVisit = !await scope.ServiceProvider.GetRequiredService<InstanceState>().HasUsersAsync(stopping);
        var link = await PasswordLinkAsync(app.Configuration[PasswordLinkKey], scope.ServiceProvider, stopping);
        app.Lifetime.ApplicationStarted.Register(() => SayWhere(app.Services, firstVisit, link));
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
