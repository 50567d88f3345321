using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Idempotency;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Foundation.Idempotency;

/// <summary>Who holds the claim may write, and nobody else.</summary>
public abstract class IdempotencyStoreTests(DatabaseProvider provider)
{
    private static readonly IdempotentAnswer _answer = new(200, new Dictionary<string, string>(), "the second's"u8.ToArray());

    [Fact]
    public async Task Claim_TakenOver_TheStalledRunChangesNothing()
    {
        await using var app = await TestApp.StartAsync(provider);
        var store = app.Get<IdempotencyStore>();
        var stalled = await ClaimAsync(app);
        app.Time.Advance(IdempotencyStore.Abandoned + TimeSpan.FromSeconds(1));
        var second = await ClaimAsync(app);

        Assert.False(await store.RenewAsync(stalled, default));
        Assert.False(await store.CompleteAsync(stalled, _answer with { Body = "the first's"u8.ToArray() }, default));
        await store.ReleaseAsync(stalled, default);
        Assert.IsType<IdempotencyClaim.InProgress>(await store.BeginAsync(app.Workspace.Id, "scope", "hash", default));

        Assert.True(await store.CompleteAsync(second, _answer, default));
        Assert.False(await store.CompleteAsync(stalled, _answer with { Status = 500 }, default));
        await store.ReleaseAsync(stalled, default);
        var answered = Assert.IsType<IdempotencyClaim.Answered>(await store.BeginAsync(app.Workspace.Id, "scope", "hash", default));
        Assert.Equal(_answer.Body, answered.Answer.Body);
    }

    [Fact]
    public async Task Save_OfARunThatWasTakenOver_IsRefusedAndNothingIsWritten()
    {
        await using var app = await TestApp.StartAsync(provider);
        var stalled = app.CallerAs(Role.Editor) with { Request = await ClaimAsync(app) };
        app.Time.Advance(IdempotencyStore.Abandoned + TimeSpan.FromSeconds(1));
        var second = app.CallerAs(Role.Editor) with { Request = await ClaimAsync(app) };

        await Assert.ThrowsAsync<ClaimLostException>(() => CreateAsync(app, stalled, "The first's"));
        Assert.True((await CreateAsync(app, second, "The second's")).Ok);

        await using var db = app.Database.Read(app.Workspace.Id);
        Assert.Equal("The second's", (await db.Contents.SingleAsync()).Title);
    }

    [Fact]
    public async Task TakeOver_WorkIsCommittedAtThatMoment_IsSeen()
    {
        var trap = new DatabaseTrap();
        await using var app = await TestApp.StartAsync(provider, services: trap.AddTo);
        var stalled = app.CallerAs(Role.Editor) with { Request = await ClaimAsync(app) };
        app.Time.Advance(IdempotencyStore.Abandoned + TimeSpan.FromSeconds(1));
        trap.Queried = async statement =>
        {
            // It has looked, and not yet taken.
            if (statement.Contains("body_hash", StringComparison.Ordinal))
            {
                trap.Queried = null;
                Assert.True((await CreateAsync(app, stalled, "The first's")).Ok);
            }
        };
        var store = app.Get<IdempotencyStore>();

        Assert.IsType<IdempotencyClaim.InProgress>(await store.BeginAsync(app.Workspace.Id, "scope", "hash", default));
        var next = await ClaimAsync(app);

        Assert.Null(trap.Queried);
        await using var db = app.Database.Read(app.Workspace.Id);
        Assert.Equal([(await db.Contents.SingleAsync()).Id], next.Made("content"));
    }

    [Fact]
    public async Task Release_WithWork_TheNextGoesOnAtOnce()
    {
        await using var app = await TestApp.StartAsync(provider);
        var first = await ClaimAsync(app);
        await CreateAsync(app, app.CallerAs(Role.Editor) with { Request = first }, "Once");
        await app.Get<IdempotencyStore>().ReleaseAsync(first, default);

        Assert.IsType<IdempotencyClaim.OtherBody>(await app.Get<IdempotencyStore>().BeginAsync(app.Workspace.Id, "scope", "another", default));
        var next = await ClaimAsync(app);

        Assert.True(next.GoesOn);
        Assert.Single(next.Made("content"));
    }

    private static Task<Core.Foundation.Common.Result<Core.Authoring.Content.ContentItem>> CreateAsync(TestApp app, Caller caller, string title) =>
        app.Get<CreateContent>().ExecuteAsync(caller, new ContentInput { Title = title, Body = "A body." }, default);

    private static async Task<ClaimedRequest> ClaimAsync(TestApp app) =>
        Assert.IsType<IdempotencyClaim.First>(await app.Get<IdempotencyStore>().BeginAsync(app.Workspace.Id, "scope", "hash", default)).Request;
}

public sealed class SqliteIdempotencyStoreTests() : IdempotencyStoreTests(DatabaseProvider.Sqlite);

public sealed class PostgresIdempotencyStoreTests() : IdempotencyStoreTests(DatabaseProvider.Postgres);
