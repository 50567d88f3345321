using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Support;

public sealed class HubClientTests
{
    [Fact]
    public async Task For_HubThatEchoes_CallsItAndHearsFromIt()
    {
        await using var app = await StartAsync();
        await using var client = HubClient.For(new Uri(app.Urls.Single() + "/echo"), token: "secret");
        var heard = new TaskCompletionSource<string>();
        client.On<string>("Heard", heard.SetResult);

        await client.StartAsync();
        var answer = await client.InvokeAsync<string>("Say", "grüße");

        Assert.Equal("Bearer secret said grüße", answer);
        Assert.Equal("grüße", await heard.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task For_LargeMessage_ArrivesWhole()
    {
        await using var app = await StartAsync();
        await using var client = HubClient.For(new Uri(app.Urls.Single() + "/echo"));
        var text = new string('ä', 15_000);

        await client.StartAsync();

        Assert.Equal(" said " + text, await client.InvokeAsync<string>("Say", text));
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSignalR();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapHub<EchoHub>("/echo");
        await app.StartAsync();
        return app;
    }

    private sealed class EchoHub : Hub
    {
        public async Task<string> Say(string text)
        {
            await Clients.Caller.SendAsync("Heard", text, Context.ConnectionAborted);
            return $"{Context.GetHttpContext()?.Request.Headers.Authorization} said {text}";
        }
    }
}
