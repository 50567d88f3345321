using System.Text.Json;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Wire;
using Broadcaster.Tests.Publishing.Connectors;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.Options;

namespace Broadcaster.Tests.Publishing.Wire;

public sealed class WireSessionTests : IDisposable
{
    private readonly FakeTime clock = new();
    private readonly WireFactory factory;

    public WireSessionTests() => factory = Factory(allowPrivate: true);

    public void Dispose() => factory.Dispose();

    [Theory]
    [InlineData(200, Effect.Irreversible, null)]
    [InlineData(201, Effect.Irreversible, null)]
    [InlineData(302, Effect.Irreversible, typeof(PublishOutcome.Rejected))]
    [InlineData(400, Effect.Irreversible, typeof(PublishOutcome.Rejected))]
    [InlineData(401, Effect.Irreversible, typeof(PublishOutcome.NeedsReconnect))]
    [InlineData(403, Effect.Irreversible, typeof(PublishOutcome.Rejected))]
    [InlineData(408, Effect.Irreversible, typeof(PublishOutcome.NotSent))]
    [InlineData(422, Effect.Irreversible, typeof(PublishOutcome.Rejected))]
    [InlineData(429, Effect.Irreversible, typeof(PublishOutcome.RateLimited))]
    [InlineData(500, Effect.Irreversible, typeof(PublishOutcome.Unknown))]
    [InlineData(502, Effect.Irreversible, typeof(PublishOutcome.Unknown))]
    [InlineData(503, Effect.Irreversible, typeof(PublishOutcome.NotSent))]
    [InlineData(504, Effect.Irreversible, typeof(PublishOutcome.Unknown))]
    [InlineData(500, Effect.Harmless, typeof(PublishOutcome.NotSent))]
    [InlineData(504, Effect.Harmless, typeof(PublishOutcome.NotSent))]
    public async Task Send_Status_MeansWhatTheContractSays(int status, Effect effect, Type? expected)
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(status, "answer"));
        var exchange = await Session().SendAsync(Post(server.Url), effect, CancellationToken.None);
        Assert.Equal(status, exchange.Status);
        Assert.Equal("answer", exchange.Body);
        Assert.Equal(expected, exchange.Failure?.GetType());
    }

    [Theory]
    [InlineData("Retry-After", "30", 30)]
    [InlineData("Retry-After", "Wed, 14 Jan 2026 12:02:00 GMT", 120)]
    [InlineData("RateLimit-Reset", "45", 45)]
    [InlineData("X-RateLimit-Reset", "1768392060", 60)]
    [InlineData("X-RateLimit-Reset", "2026-01-14T12:05:00Z", 300)]
    [InlineData("X-RateLimit-Reset-After", "1.5", 1.5)]
    [InlineData("RateLimit", "limit=10, remaining=0, reset=20", 20)]
    [InlineData("Retry-After", "0", 60)]
    [InlineData("Retry-After", "999999999", 86400)]
    [InlineData("Retry-After", "soon", 60)]
    public async Task Send_TooMany_WaitsAsLongAsThePlatformSays(string header, string value, double seconds)
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(429) { Headers = { [header] = value } });
        var exchange = await Session().SendAsync(Post(server.Url), Effect.Irreversible, CancellationToken.None);
        Assert.Equal(clock.GetUtcNow().AddSeconds(seconds), Assert.IsType<PublishOutcome.RateLimited>(exchange.Failure).Until);
    }

    [Fact]
    public async Task Send_UnavailableWithATime_IsKept()
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(503) { Headers = { ["Retry-After"] = "90" } });
        var exchange = await Session().SendAsync(Post(server.Url), Effect.Irreversible, CancellationToken.None);
        Assert.Equal(clock.GetUtcNow().AddSeconds(90), Assert.IsType<PublishOutcome.RateLimited>(exchange.Failure).Until);
    }

    [Theory]
    [InlineData(Effect.Irreversible, typeof(PublishOutcome.Unknown))]
    [InlineData(Effect.Harmless, typeof(PublishOutcome.NotSent))]
    public async Task Send_CutAfterTheRequest_IsJudgedByItsEffect(Effect effect, Type expected)
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200) { Reset = true });
        var exchange = await Session().SendAsync(Post(server.Url), effect, CancellationToken.None);
        Assert.IsType(expected, exchange.Failure);
        Assert.Null(exchange.Status);
    }

    [Fact]
    public async Task Send_AnswerCutShort_KeepsTheStatusAndIsInDoubt()
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(201, "{") { ClaimedLength = 100 });
        var exchange = await Session().SendAsync(Post(server.Url), Effect.Irreversible, CancellationToken.None);
        Assert.Equal(201, exchange.Status);
        Assert.IsType<PublishOutcome.Unknown>(exchange.Failure);
    }

    [Fact]
    public async Task Send_NobodyListens_IsNotSent()
    {
        var exchange = await Session().SendAsync(Post($"http://127.0.0.1:{FreePort.Take()}"), Effect.Irreversible, CancellationToken.None);
        Assert.Contains("refused", Assert.IsType<PublishOutcome.NotSent>(exchange.Failure).Fault.Message);
    }

    [Fact]
    public async Task Send_UnknownName_IsNotSent()
    {
        var exchange = await Session().SendAsync(Post("http://no-such-host.invalid/"), Effect.Irreversible, CancellationToken.None);
        Assert.IsType<PublishOutcome.NotSent>(exchange.Failure);
    }

    [Fact]
    public async Task Send_NoTlsThere_IsNotSent()
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200));
        var exchange = await Session(timeout: TimeSpan.FromSeconds(2)).SendAsync(Post(server.Url.Replace("http:", "https:", StringComparison.Ordinal)), Effect.Irreversible, CancellationToken.None);
        Assert.IsType<PublishOutcome.NotSent>(exchange.Failure);
    }

    [Fact]
    public async Task Send_CancelledByTheCaller_Throws()
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200) { Hang = true });
        using var cancel = new CancellationTokenSource();
        var session = Session();
        var sending = session.SendAsync(Post(server.Url), Effect.Irreversible, cancel.Token);
        await Eventually.TrueAsync(() => server.Calls.Count > 0, () => "Nothing was sent.");

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal("Cancelled.", Assert.Single(session.Captures).Problem);
    }

    [Fact]
    public async Task Send_RedirectOfALookUp_IsFollowedWithoutCredentialsElsewhere()
    {
        await using var other = new ScriptedHttpServer(_ => new HttpReply(200, "there"));
        await using var server = new ScriptedHttpServer(_ => new HttpReply(302) { Headers = { ["Location"] = other.Url + "/x" } });
        using var get = new HttpRequestMessage(HttpMethod.Get, server.Url);
        get.Headers.TryAddWithoutValidation("Authorization", "Bearer abc");
        var exchange = await Session().SendAsync(get, Effect.Harmless, CancellationToken.None);
        Assert.Equal("there", exchange.Body);
        Assert.False(Assert.Single(other.Calls).Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Send_RedirectWithoutEnd_Ends()
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(302) { Headers = { ["Location"] = "/again" } });
        using var get = new HttpRequestMessage(HttpMethod.Get, server.Url);
        var exchange = await Session().SendAsync(get, Effect.Harmless, CancellationToken.None);
        Assert.IsType<PublishOutcome.Rejected>(exchange.Failure);
        Assert.Equal(4, server.Calls.Count);
    }

    [Fact]
    public async Task Send_PrivateAddress_IsRefusedBeforeAnythingLeaves()
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200));
        using var guarded = Factory(allowPrivate: false);
        foreach (var url in (string[])[server.Url, server.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), server.Url.Replace("127.0.0.1", "[::ffff:127.0.0.1]", StringComparison.Ordinal)])
        {
            var session = guarded.Create(new WireOrder(Guid.Empty, Guid.Empty, "c", false, new Secretive(), TimeSpan.FromSeconds(5)));
            var exchange = await session.SendAsync(Post(url), Effect.Irreversible, CancellationToken.None);
            Assert.Contains("Network:", OutcomeText.Of(Assert.IsType<PublishOutcome.Rejected>(exchange.Failure)));
            Assert.Single(session.Captures);
        }

        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Captures_HoldNoSecretInAnyForm()
    {
        var settings = new Secretive { User = "ada", Token = "to\"ken/with spaces+&é" };
        await using var server = new ScriptedHttpServer(call => new HttpReply(200, JsonSerializer.Serialize(new { echo = settings.Token, call.Method })) { Headers = { ["Set-Cookie"] = "sid=1234", ["X-Echo"] = Convert.ToBase64String("ada:to\"ken/with spaces+&é"u8) } });
        var session = Session(settings);
        using var post = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/a?t={Uri.EscapeDataString(settings.Token)}&api_key=hidden1&page=2")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["value"] = settings.Token }),
        };
        post.Headers.TryAddWithoutValidation("Authorization", "Basic abcdef");
        var exchange = await session.SendAsync(post, Effect.Irreversible, CancellationToken.None);

        Assert.Contains("spaces", exchange.Body);
        var capture = Assert.Single(session.Captures);
        var all = JsonSerializer.Serialize(capture);
        foreach (var part in (string[])["spaces", "ken", "hidden1", "abcdef", "1234", "YWRhOnRv"])
        {
            Assert.DoesNotContain(part, all, StringComparison.Ordinal);
        }

        Assert.Contains("page=2", capture.Url);
        Assert.Equal("corr", capture.RequestHeaders["X-Correlation-Id"]);
    }

    [Fact]
    public async Task Captures_LargeBody_IsCut()
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200, new string('y', 200_000)));
        var session = Session();
        var exchange = await session.SendAsync(Post(server.Url, new string('x', 100_000)), Effect.Harmless, CancellationToken.None);
        Assert.Equal(200_000, exchange.Body.Length);
        var capture = Assert.Single(session.Captures);
        Assert.InRange(capture.RequestBody!.Length, 65_536, 65_600);
        Assert.InRange(capture.ResponseBody!.Length, 65_536, 65_600);
    }

    [Fact]
    public async Task Captures_Picture_IsNamedNotShown()
    {
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200));
        var session = Session();
        using var post = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = new WireContent(new byte[10], new("image/png")) };
        await session.SendAsync(post, Effect.Harmless, CancellationToken.None);
        Assert.Equal("[image/png, 10 bytes]", Assert.Single(session.Captures).RequestBody);
    }

    [Fact]
    public async Task DryRun_Exchange_NeverRuns()
    {
        var session = Session(dryRun: true);
        var answer = await session.ExchangeAsync(new WireCapture("MAIL", "smtp://x", "token-value-9"), _ => Task.FromException<int>(new InvalidOperationException("ran")), () => 7, CancellationToken.None);
        Assert.Equal(7, answer);
        Assert.Equal("•••", Assert.Single(session.Captures).RequestBody);
    }

    private static HttpRequestMessage Post(string url, string body = "{}") => new(HttpMethod.Post, url) { Content = new WireContent(body, "application/json") };

    private WireFactory Factory(bool allowPrivate) => new(
        new NetworkGuard(Options.Create(new NetworkOptions { AllowPrivateAddresses = allowPrivate })), Options.Create(new PublishingOptions()), clock);

    private WireSession Session(Secretive? settings = null, bool dryRun = false, TimeSpan? timeout = null) =>
        factory.Create(new WireOrder(Guid.Empty, Guid.Empty, "corr", dryRun, settings ?? new Secretive(), timeout ?? TimeSpan.FromSeconds(10)));

    private sealed record Secretive
    {
        public string User { get; init; } = "ada";

        [Secret]
        public string Token { get; init; } = "token-value-9";
    }
}
