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

        // None waits for another: the first page need not wait for the schedulers.
        builder.Services.Configure<HostOptions>(options => options.ServicesStartConcurrently = true);

        if (!SaysWhereToListen(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    // A "Urls" key in appsettings.json would win over ASPNETCORE_URLS, so the default is not written there.
    private static bool SaysWhereToListen(IConfiguration configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 }
        || configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 }
        || configuration[WebHostDefaults.HttpsPortsKey] is { Length: > 0 }
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
