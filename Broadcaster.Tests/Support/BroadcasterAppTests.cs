using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Support;

public sealed class BroadcasterAppTests
{
    [Fact]
    public async Task DataFolder_IsWhatTheProgramStoresIn()
    {
        await using var app = new BroadcasterApp();

        Assert.Equal(app.DataFolder, app.Services.GetRequiredService<IConfiguration>()["Storage:Root"]);
    }

    [Fact]
    public async Task CreateClient_AnswersWithoutASocket()
    {
        await using var app = new BroadcasterApp();
        using var client = app.CreateClient();

        using var response = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
