using System.Globalization;

namespace Broadcaster.Web.Startup;

/// <summary>Where the program finds its files, and the address that it listens on.</summary>
internal static class Server
{
    private const string DefaultUrl = "http://localhost:5080";

    // The settings and wwwroot lie beside the program; the current folder is the user's, and holds ./data.
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
    };

    public static void AddServer(this WebApplicationBuilder builder)
    {
        // Pages are in English; the numbers and dates in them must not follow the server's own locale.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("en-US");
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en-US");

        // Without it the files of packages (Radzen's styles and script) are found in Development or after a publish only.
        builder.WebHost.UseStaticWebAssets();

        // What keeps it from starting is said once, and at its end (StartRefusal).
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Whoever asks for health is told; the log would fill with the asking.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);

        // None waits for another: the first page need not wait for the schedulers.
        builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);

        if (!SaysWhereToListen(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    /// <summary>Where it is going to listen, as far as the configuration says.</summary>
    public static IEnumerable<string> AddressesOf(IConfiguration configuration) =>
    [
        .. Each(configuration[WebHostDefaults.ServerUrlsKey]),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>(),
        .. Each(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://localhost:{port}"),
        .. Each(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://localhost:{port}"),
    ];

    private static string[] Each(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A "Urls" key in appsettings.json would win over ASPNETCORE_URLS, so the default is not written there.
    private static bool SaysWhereToListen(IConfiguration configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 }
        || configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 }
        || configuration[WebHostDefaults.HttpsPortsKey] is { Length: > 0 }
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
