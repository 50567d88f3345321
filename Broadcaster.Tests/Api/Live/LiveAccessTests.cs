using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Api.Live;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Api.Live;

/// <summary>No live connection outlives the right to listen.</summary>
public sealed class LiveAccessTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync(clock: new FakeTime());

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Watch_TokenRevoked_EndsAtOnce()
    {
        var (caller, token) = await TokenAsync(expires: null);
        var ended = Ended(caller, out var watching);
        using var _ = watching;

        Assert.True((await app.Get<RevokeToken>().ExecuteAsync(app.CallerAs(Role.Owner), token, default)).Ok);

        await ended.WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Watch_MemberRemoved_EndsAtOnce()
    {
        var caller = app.CallerAs(Role.Viewer);
        var ended = Ended(caller, out var watching);
        using var _ = watching;

        Assert.True((await app.Get<RemoveMember>().ExecuteAsync(app.CallerAs(Role.Owner), caller.MemberId!.Value, default)).Ok);

        await ended.WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Watch_TokenExpires_EndsWithinAMinute()
    {
        var (caller, _) = await TokenAsync(expires: app.Clock.GetUtcNow().AddSeconds(90));
        var ended = Ended(caller, out var watching);
        using var __ = watching;
        app.Time.Advance(LiveAccess.Pace);
        Assert.False(ended.IsCompleted);

        app.Time.Advance(LiveAccess.Pace);

        await ended.WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Watch_RevokedBehindItsBack_EndsWithinAMinute()
    {
        var (caller, token) = await TokenAsync(expires: null);
        var ended = Ended(caller, out var watching);
        using var _ = watching;
        await using (var db = app.Database.OpenUnscoped())
        {
            var now = app.Clock.GetUtcNow();
            await db.ApiTokens.IgnoreQueryFilters([Filters.Workspace]).Where(t => t.Id == token).ExecuteUpdateAsync(s => s.SetProperty(t => t.RevokedAt, now));
        }

        app.Time.Advance(LiveAccess.Pace);

        await ended.WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task Watch_AnotherTokenRevoked_GoesOn()
    {
        var (caller, token) = await TokenAsync(expires: null);
        var (_, other) = await TokenAsync(expires: null);
        var ended = Ended(caller, out var watching);
        using var _ = watching;
        await app.Get<RevokeToken>().ExecuteAsync(app.CallerAs(Role.Owner), other, default);
        Assert.True(await app.Get<CallerStanding>().HoldsAsync(caller, default));
        Assert.False(ended.IsCompleted);

        await app.Get<RevokeToken>().ExecuteAsync(app.CallerAs(Role.Owner), token, default);

        Assert.False(await app.Get<CallerStanding>().HoldsAsync(caller, default));
        await ended.WaitAsync(Patience, TimeProvider.System);
    }

    [Fact]
    public async Task HubAndStream_TokenRevoked_AreClosed()
    {
        await using var program = new BroadcasterApp(bootstrapped: true);
        var address = program.StartForBrowser();
        using var owner = new BroadcasterApi(address, BroadcasterApp.Token);
        var made = await owner.CreateAsync("tokens", new { name = "a listener", role = "viewer" });
        var secret = made["token"]!.GetValue<string>();
        await using var hub = HubClient.For(new Uri(address, "/hubs/live"), secret);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync();
        await hub.InvokeAsync("Subscribe", "workspace");
        using var client = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
        using var response = await client.GetAsync("/api/v1/live?topic=workspace", HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var streamed = response.Content.ReadAsStringAsync();

        using var revoked = await owner.Http.DeleteAsync($"/api/v1/tokens/{made.Id()}");
        revoked.EnsureSuccessStatusCode();

        await closed.Task.WaitAsync(Patience, TimeProvider.System);
        Assert.StartsWith("retry:", await streamed.WaitAsync(Patience, TimeProvider.System), StringComparison.Ordinal);
    }

    private Task Ended(Caller caller, out IDisposable watching)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var access = ActivatorUtilities.CreateInstance<LiveAccess>(app.Services, (ILiveFeed)app.Get<LiveFeed>());
        watching = access.Watch(caller, () => ended.TrySetResult());
        return ended.Task;
    }

    private async Task<(Caller Caller, Guid TokenId)> TokenAsync(DateTimeOffset? expires)
    {
        var made = await app.Get<CreateToken>().ExecuteAsync(app.CallerAs(Role.Viewer), new TokenInput("a listener", Role.Viewer, null, expires), default);
        var caller = await app.Get<TokenDirectory>().FindAsync(made.Value.Token, default);
        return (caller!, caller!.TokenId!.Value);
    }
}
