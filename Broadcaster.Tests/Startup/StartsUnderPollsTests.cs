using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Startup;

/// <summary>
/// Fifty starts and stops on PostgreSQL over a bad road, while somebody asks for health, pages and the API all the time, and
/// does not always wait for the answer.
/// </summary>
public sealed class StartsUnderPollsTests
{
    private const int Starts = 50;
    private const int AtOnce = 8;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(80);
    private static readonly string[] Asked = ["/healthz/live", "/healthz/ready", "/", "/api/v1/content"];

    // What a start has to get over, in turn: its first attempt fails at the server, at the migrations, once at Quartz's tables
    // (which Quartz gets over by itself), more often than Quartz tries, and at the first sign of life.
    private static readonly Func<PostgresDatabase, BadRoad>[] Troubles =
    [
        to => new BadRoad(to) { Closed = true },
        to => new BadRoad(to) { BreaksAt = "__EFMigrationsHistory" },
        to => new BadRoad(to) { BreaksAt = "qrtz_" },
        to => new BadRoad(to) { BreaksAt = "qrtz_", Breaks = 8 },
        to => new BadRoad(to) { BreaksAt = "engine_nodes" },
    ];

    private readonly ConcurrentBag<string> wrong = [];

    [Fact]
    public async Task Start_UnderPollsOverABadRoad_ComesToItsEndAndAnswersNothingButNotYet()
    {
        await using var database = await TestDatabases.CreatePostgresAsync();
        var overcome = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, Starts), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            await using var road = Troubles[i % Troubles.Length](database);
            road.Delay = TimeSpan.FromMilliseconds(i % 3);
            await StartAndStopAsync(road);
            Interlocked.Add(ref overcome, road.Broken + road.TurnedAway > 0 ? 1 : 0);
        });

        Assert.Empty(wrong);
        Assert.Equal(Starts, overcome);
    }

    private async Task StartAndStopAsync(BadRoad road)
    {
        var app = new BroadcasterApp(bootstrapped: true, settings:
        [
            ("Database:Provider", "Postgres"), ("Database:ConnectionString", road.ConnectionString + ";Maximum Pool Size=10"), ("Api:RequestsPerMinute", "0"),
        ]);
        var (address, started) = await app.ListenAsync();
        using var over = new CancellationTokenSource();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BroadcasterApp.Token);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var polls = Asked.Select(path => PollAsync(client, path, ready, over.Token)).ToList();
        try
        {
            await Eventually.TrueAsync(() => !road.Closed || road.TurnedAway > 0, () => "Nobody came.");
            road.Closed = false;
            await started.Soon();
            await ready.Task.Soon();
        }
        finally
        {
            await app.DisposeAsync();
            await over.CancelAsync();
            await Task.WhenAll(polls);
        }
    }

    private async Task PollAsync(HttpClient client, string path, TaskCompletionSource ready, CancellationToken ct)
    {
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            if (i % 3 == 0)
            {
                patience.CancelAfter(TimeSpan.FromMilliseconds(15));
            }

            try
            {
                using var answer = await client.GetAsync(path, patience.Token);
                if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.ServiceUnavailable))
                {
                    wrong.Add($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
                }
                else if (path == "/healthz/ready" && answer.StatusCode == HttpStatusCode.OK)
                {
                    ready.TrySetResult();
                }
            }
            catch (OperationCanceledException)
            {
                // It did not wait.
            }
            catch (HttpRequestException) when (ready.Task.IsCompleted)
            {
                // The server has gone.
            }

            await Task.Delay(Pace, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
