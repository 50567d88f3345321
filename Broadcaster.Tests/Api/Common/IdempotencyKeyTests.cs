using System.Net;
using System.Net.Http.Json;
using Broadcaster.Core.Data;
using Broadcaster.Core.Idempotency;
using Broadcaster.Core.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Api.Common;

public sealed class IdempotencyKeyTests : IAsyncLifetime
{
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ApiHost host = null!;
    private int runs;

    public async Task InitializeAsync() => host = await ApiHost.StartAsync(api =>
    {
        api.MapPost("/probe/made", (Thing thing) => TypedResults.Created($"/api/v1/things/{Interlocked.Increment(ref runs)}", new { thing.Name, runs }));
        api.MapPost("/probe/fails-first", IResult () => Interlocked.Increment(ref runs) == 1 ? throw new InvalidOperationException("once") : TypedResults.Ok(new { runs }));
        api.MapPost("/probe/slow", async () =>
        {
            Interlocked.Increment(ref runs);
            entered.TrySetResult();
            await release.Task;
            return TypedResults.Ok(new { runs });
        });
    });

    public async Task DisposeAsync()
    {
        release.TrySetResult();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task SameKeySameBody_GivesTheFirstAnswerAgain()
    {
        using var first = await PostAsync("/probe/made", "k1", "a");
        using var second = await PostAsync("/probe/made", "k1", "a");

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task SameKeyOtherBody_Is422()
    {
        using var first = await PostAsync("/probe/made", "k2", "a");
        using var second = await PostAsync("/probe/made", "k2", "b");

        await second.ProblemAsync(422, "idempotency.key_reused");
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task SameKey_OfAnotherMemberOrPath_IsAnotherRequest()
    {
        using var first = await PostAsync("/probe/made", "k3", "a");
        using var other = await PostAsync("/probe/made", "k3", "a", Role.Editor);

        Assert.False(other.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task NoKey_RunsEachTime()
    {
        using var first = await PostAsync("/probe/made", null, "a");
        using var second = await PostAsync("/probe/made", null, "a");

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task FailureOfTheServer_IsNotKept()
    {
        using var first = await PostAsync("/probe/fails-first", "k4", "a");
        using var second = await PostAsync("/probe/fails-first", "k4", "a");

        Assert.Equal(HttpStatusCode.InternalServerError, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task TwoAtOnce_RunOnceAndAnswerAlike()
    {
        var first = PostAsync("/probe/slow", "k5", "a");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        var second = PostAsync("/probe/slow", "k5", "a");
        release.SetResult();

        using var one = await first;
        using var two = await second;

        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal(await one.Content.ReadAsStringAsync(), await two.Content.ReadAsStringAsync());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Key_WithBlanks_Is400() => await (await PostAsync("/probe/made", "has blanks", "a")).ProblemAsync(400, "request.invalid");

    [Fact]
    public async Task Answer_AtRest_IsEncryptedAndGoneAfterADay()
    {
        var clock = new FakeTime();
        await using var app = await TestApp.StartAsync(clock: clock);
        var store = app.Get<IdempotencyStore>();
        var workspace = app.Workspace.Id;
        await store.BeginAsync(workspace, "scope", "hash", default);
        await store.CompleteAsync(workspace, "scope", new IdempotentAnswer(201, new Dictionary<string, string>(), "brc_shown_once"u8.ToArray()), default);

        await using var db = app.Database.OpenUnscoped();
        var kept = await db.IdempotencyRecords.IgnoreQueryFilters([Filters.Workspace]).SingleAsync();
        Assert.DoesNotContain("brc_shown_once", kept.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("brc_shown_once"u8)[..12], kept.Answer, StringComparison.Ordinal);
        Assert.IsType<IdempotencyClaim.Answered>(await store.BeginAsync(workspace, "scope", "hash", default));

        clock.Advance(TimeSpan.FromHours(25));
        Assert.IsType<IdempotencyClaim.First>(await store.BeginAsync(workspace, "scope", "hash", default));
    }

    [Fact]
    public async Task Claim_OfAProcessThatDied_IsTakenOver()
    {
        var clock = new FakeTime();
        await using var app = await TestApp.StartAsync(clock: clock);
        var store = app.Get<IdempotencyStore>();
        await store.BeginAsync(app.Workspace.Id, "scope", "hash", default);

        var atOnce = await store.BeginAsync(app.Workspace.Id, "scope", "hash", default);
        clock.Advance(IdempotencyStore.Abandoned + TimeSpan.FromSeconds(1));
        var later = await store.BeginAsync(app.Workspace.Id, "scope", "hash", default);

        Assert.IsType<IdempotencyClaim.InProgress>(atOnce);
        Assert.IsType<IdempotencyClaim.First>(later);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string? key, string name, Role role = Role.Owner)
    {
        using var client = host.ClientAs(role);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1{path}") { Content = JsonContent.Create(new Thing(name)) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return await client.SendAsync(request);
    }

    private sealed record Thing(string Name);
}
