using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
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

    public string DataFolder => _data.FullPath;

    /// <summary>Listens on a loopback port, for a browser or for anything else that needs a socket.</summary>
    public Uri StartForBrowser()
    {
        UseKestrel(0);
        StartServer();
        return ClientOptions.BaseAddress;
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
}
