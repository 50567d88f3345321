using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Broadcaster.Tests.Support;

/// <summary>The whole program in this process, with a data folder of its own. <see cref="StartForBrowser"/> gives it a real address.</summary>
/// <param name="bootstrapped">With an administrator, the workspace "main" and an owner's API token; otherwise it waits for its set-up.</param>
/// <param name="mayReachThisMachine">Channels, models and research may speak to loopback servers.</param>
/// <param name="settings">More settings, as on the command line.</param>
public sealed class BroadcasterApp(bool bootstrapped = false, bool mayReachThisMachine = false, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    public const string AdminEmail = "ada@example.com";
    public const string AdminPassword = "correct horse battery";
    public const string Workspace = "main";
    public const string Token = "brc_0123456789abcdefghijklmnopqrstuvwxyzABCD";

    private readonly TempFolder _data = new();
    private readonly Pipeline _pipeline = new();
    private Action<IServiceCollection>? _services;

    public string DataFolder => _data.FullPath;

    /// <summary>More services, or others in place of the program's.</summary>
    public BroadcasterApp With(Action<IServiceCollection> services)
    {
        _services += services;
        return this;
    }

    /// <summary>Listens on a loopback port, for a browser or for anything else that needs a socket.</summary>
    public Uri StartForBrowser()
    {
        UseKestrel(0);
        StartServer();
        return ClientOptions.BaseAddress;
    }

    /// <summary>As <see cref="StartForBrowser"/>, without waiting for what is done at the start: where it listens, and its start.</summary>
    public async Task<(Uri Address, Task Started)> ListenAsync()
    {
        UseKestrel(0);
        var started = Task.Run(StartServer);
        var address = await Eventually.GetAsync<string>(
            () => started.IsFaulted ? throw started.Exception! : Task.FromResult(_pipeline.Addresses?.FirstOrDefault(a => !a.EndsWith(":0", StringComparison.Ordinal))),
            () => "It never listened.");
        return (new Uri(address), started);
    }

    /// <summary>A client of the API with the owner's token, or with another.</summary>
    public HttpClient CreateApiClient(string token = Token)
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Signs in through the page; leads to the home page of the workspace.</summary>
    public static async Task SignInAsync(IPage page, string email = AdminEmail, string password = AdminPassword)
    {
        await page.GotoAsync("/signin");
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IStartupFilter>(_pipeline);
            _services?.Invoke(services);
        });
        builder.UseSetting("Storage:Root", DataFolder);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        if (mayReachThisMachine)
        {
            builder.UseSetting("Network:AllowPrivateAddresses", "true");
        }

        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        if (bootstrapped)
        {
            builder.UseSetting("Bootstrap:AdminEmail", AdminEmail);
            builder.UseSetting("Bootstrap:AdminPassword", AdminPassword);
            builder.UseSetting("Bootstrap:Workspace", Workspace);
            builder.UseSetting("Bootstrap:ApiToken", Token);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Dispose();
    }

    // Sees the server when the requests' pipeline is built, which is before anything else is ready.
    private sealed class Pipeline : IStartupFilter
    {
        private volatile IServerAddressesFeature? server;

        public ICollection<string>? Addresses => server?.Addresses;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
        {
            return app =>
            {
                server = app.ServerFeatures.Get<IServerAddressesFeature>();
                next(app);
            };
        }
    }
}
