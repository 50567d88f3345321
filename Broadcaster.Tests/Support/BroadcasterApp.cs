using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Broadcaster.Tests.Support;

/// <summary>The whole program in this process, with a data folder of its own. <see cref="StartForBrowser"/> gives it a real address.</summary>
public sealed class BroadcasterApp : WebApplicationFactory<Program>
{
    private readonly TempFolder _data = new();

    public string DataFolder => _data.FullPath;

    /// <summary>Listens on a loopback port, for a browser or for anything else that needs a socket.</summary>
    public Uri StartForBrowser()
    {
        UseKestrel(0);
        StartServer();
        return ClientOptions.BaseAddress;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Storage:Root", DataFolder);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _data.Dispose();
    }
}
