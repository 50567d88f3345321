using System.Net;
using System.Net.Http.Json;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Idempotency;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
        api.MapPost("/probe/patient", async (CancellationToken ct) =>
        {
            entered.TrySetResult();
            await release.Task.WaitAsync(ct);
            Interlocked.Increment(ref runs);
            return TypedResults.Ok(new { runs });
        });
        api.MapPost("/probe/stream", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("event: progress\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            entered.TrySetResult();
            await release.Task.WaitAsync(context.RequestAborted);
            Interlocked.Increment(ref runs);
            await context.Response.WriteAsync("event: result\n\n", context.RequestAborted);
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
        await entered.Task.Soon();
        var second = PostAsync("/probe/slow", "k5", "a");
        release.SetResult();

        using var one = await first.Soon();
        using var two = await second.Soon();

        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal(await one.Content.ReadAsStringAsync(), await two.Content.ReadAsStringAsync());
        Assert.Equal(1, runs);
    }

    [Theory]
    [InlineData("/probe/patient", "{\"runs\":1}")]
    [InlineData("/probe/stream", "event: progress\n\nevent: result\n\n")]
    public async Task ClientLeaves_ItIsDoneToItsEndAndTheNextTryHasTheAnswer(string path, string answer)
    {
        using var patience = new CancellationTokenSource();
        var first = PostAsync(path, "k6", "a", ct: patience.Token);
        await entered.Task.Soon();
        await patience.CancelAsync();

        var again = PostAsync(path, "k6", "a");
        release.SetResult();
        using var second = await again.Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(answer, await second.Content.ReadAsStringAsync());
        Assert.True(second.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Request_LongerThanAClaimLasts_IsNotTakenOver()
    {
        var clock = new FakeTime();
        var (began, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var slow = await ApiHost.StartAsync(
            api => api.MapPost("/probe/slow", async () =>
            {
                began.TrySetResult();
                await end.Task;
                return TypedResults.Ok(new { done = true });
            }),
            services: s => s.AddSingleton<TimeProvider>(clock));
        using var client = slow.ClientAs();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/probe/slow") { Content = JsonContent.Create(new Thing("a")) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "k7");
        var first = client.SendAsync(request);
        await began.Task.Soon();
        await using var db = slow.Core.Database.OpenUnscoped();
        var claim = await db.IdempotencyRecords.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().SingleAsync();

        for (var minute = 1; minute <= 12; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Eventually.TrueAsync(
                async () => (await db.IdempotencyRecords.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking().SingleAsync()).CreatedAt == clock.GetUtcNow(), () => "The claim was not renewed.");
        }

        Assert.IsType<IdempotencyClaim.InProgress>(await slow.Services.GetRequiredService<IdempotencyStore>().BeginAsync(claim.WorkspaceId, claim.Scope, claim.BodyHash, default));
        end.SetResult();
        using var done = await first.Soon();
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
    }

    [Fact]
    public async Task Request_TakenOverWhileItStalled_KeepsItsAnswerToItself()
    {
        var first = PostAsync("/probe/slow", "k8", "a");
        await entered.Task.Soon();
        await using (var db = host.Core.Database.OpenUnscoped())
        {
            await db.IdempotencyRecords.IgnoreQueryFilters([Filters.Workspace]).ExecuteUpdateAsync(s => s.SetProperty(r => r.Claim, Guid.NewGuid()));
        }

        release.SetResult();
        using var stalled = await first.Soon();

        await stalled.ProblemAsync(409, "idempotency.in_progress");
        Assert.Equal("1", stalled.Headers.RetryAfter!.ToString());
        await using var after = host.Core.Database.OpenUnscoped();
        Assert.Null((await after.IdempotencyRecords.IgnoreQueryFilters([Filters.Workspace]).SingleAsync()).Answer);
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
        var request = Assert.IsType<IdempotencyClaim.First>(await store.BeginAsync(workspace, "scope", "hash", default)).Request;
        await store.CompleteAsync(request, new IdempotentAnswer(201, new Dictionary<string, string>(), "brc_shown_once"u8.ToArray()), default);

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

    private async Task<HttpResponseMessage> PostAsync(string path, string? key, string name, Role role = Role.Owner, CancellationToken ct = default)
    {
        using var client = host.ClientAs(role);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1{path}") { Content = JsonContent.Create(new Thing(name)) };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return await client.SendAsync(request, ct);
    }

    private sealed record Thing(string Name);
}
