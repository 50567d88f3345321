using System.Net;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Broadcaster.Tests.Startup;

public sealed class FailedStartTests
{
    [Fact]
    public async Task Start_SomethingFailsWhileTheServerServes_WhoIsThereIsToldSo()
    {
        var failing = new Failing();
        var held = new Held();
        await using var app = new BroadcasterApp(bootstrapped: true).With(services => services
            .AddSingleton<IStartupFilter>(held)
            .AddHostedService(sp => failing.Of(sp.GetRequiredService<IHostApplicationLifetime>())));
        var (address, started) = await app.ListenAsync();
        using var client = new HttpClient { BaseAddress = address };
        await Eventually.TrueAsync(async () => await StatusAsync(client, "/signin") == HttpStatusCode.OK, () => "It never served.");
        var inside = StatusAsync(client, "/signin?held=true");
        await held.Reached.Soon();

        failing.Fail();
        await Task.WhenAny(failing.Stopping, started).Soon();
        held.LetGo();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await inside);
        Assert.Contains("Cannot start this.", (await Assert.ThrowsAnyAsync<Exception>(() => started)).ToString(), StringComparison.Ordinal);
    }

    // Null where nobody answers.
    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private sealed class Failing : IHostedService
    {
        private readonly TaskCompletionSource fate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stopping => stopping.Task;

        public Failing Of(IHostApplicationLifetime lifetime)
        {
            lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
            return this;
        }

        public void Fail() => fate.SetException(new InvalidOperationException("Cannot start this."));

        public Task StartAsync(CancellationToken cancellationToken) => fate.Task;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    // Holds a request on its way to its page.
    private sealed class Held : IStartupFilter
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public void LetGo() => free.SetResult();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                if (context.Request.Query.ContainsKey("held"))
                {
                    reached.TrySetResult();
                    await free.Task;
                    context.RequestServices.GetRequiredService<Database>();
                }

                await rest(context);
            });
            next(app);
        };
    }
}
