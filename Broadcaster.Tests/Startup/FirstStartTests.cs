using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Site;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Startup;

public sealed class FirstStartTests
{
    private static readonly Workspace Workspace = new() { Id = Guid.NewGuid(), Slug = "main", Name = "Main", TimeZone = "UTC", CreatedAt = DateTimeOffset.UnixEpoch };

    [Theory]
    [InlineData("urls", "http://0.0.0.0:6123;http://127.0.0.1:7", "http://localhost:6123")]
    [InlineData("http_ports", "6124", "http://localhost:6124")]
    [InlineData("Kestrel:Endpoints:Web:Url", "https://news.example:6125", "https://news.example:6125")]
    public async Task Links_MadeBeforeTheServerListens_LeadToWhereItIsGoingTo(string key, string value, string address)
    {
        var early = new Early();
        await using var plain = new BroadcasterApp();
        await using var app = plain.WithWebHostBuilder(web => web.UseSetting(key, value).ConfigureTestServices(services =>
            services.AddHostedService(sp => early.Of(sp.GetRequiredService<PublicAddress>()))));

        using var client = app.CreateClient();

        Assert.Equal(address, early.Seen);
    }

    [Fact]
    public void ListensOn_APortThatIsStillToBeChosen_SaysNothing()
    {
        var here = new PublicAddress(Options.Create(new PublishingOptions()));

        here.ListensOn(["http://127.0.0.1:0"]);
        Assert.Equal("http://localhost:5080", here.Of(Workspace));
        here.ListensOn([]);
        here.ListensOn(["http://[::]:8081"]);

        Assert.Equal("http://localhost:8081", here.Of(Workspace));
    }

    private sealed class Early : IHostedService
    {
        private PublicAddress? address;

        public string? Seen { get; private set; }

        public Early Of(PublicAddress of)
        {
            address = of;
            return this;
        }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Seen = address!.Of(Workspace);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
