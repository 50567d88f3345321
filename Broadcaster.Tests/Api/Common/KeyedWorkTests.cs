using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Broadcaster.Tests.Api.Common;

/// <summary>
/// A keyed request that is cut off behind its commit and before its answer: the same request again does nothing twice, and is
/// answered.
/// </summary>
public abstract class KeyedWorkTests(DatabaseProvider provider)
{
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Theory]
    [InlineData("content", "throws")]
    [InlineData("content", "stops")]
    [InlineData("content", "is killed")]
    [InlineData("revise", "throws")]
    [InlineData("submit", "throws")]
    [InlineData("approve", "throws")]
    [InlineData("schedule", "throws")]
    [InlineData("schedule", "stops")]
    [InlineData("schedule", "is killed")]
    [InlineData("publish", "is killed")]
    [InlineData("import", "throws")]
    [InlineData("import", "stops")]
    [InlineData("import", "is killed")]
    [InlineData("plan", "throws")]
    [InlineData("plan", "is killed")]
    [InlineData("batch", "throws")]
    [InlineData("process", "throws")]
    [InlineData("channel", "throws")]
    [InlineData("channel", "is killed")]
    [InlineData("media", "is killed")]
    [InlineData("member", "throws")]
    [InlineData("member", "is killed")]
    [InlineData("invitation", "throws")]
    [InlineData("token", "throws")]
    [InlineData("token", "is killed")]
    [InlineData("workspace", "is killed")]
    public async Task Post_ProgramGoesBetweenCommitAndAnswer_IsDoneOnceAndAnswered(string what, string how)
    {
        var trap = new DatabaseTrap();
        await using var first = await ApiHost.StartAsync(provider: provider, services: trap.AddTo);
        var request = await RequestAsync(what, first.Core);
        trap.Committed = db => db.Operation?.Caller.Request is null ? Task.CompletedTask : CutAsync(first, trap, how);

        await SendCutOffAsync(first, request);
        trap.Committed = null;
        trap.Away = false;
        await using var restarted = how == "throws" ? null : await RestartAsync(first.Core, how);
        var now = restarted ?? first;
        using var second = await SendAsync(now, request);
        var text = await second.Content.ReadAsStringAsync();
        Assert.True(second.StatusCode == request.Status, $"{(int)second.StatusCode} instead of {request.Status}: {text}");
        using var third = await SendAsync(now, request);

        Assert.Equal(text, await third.Content.ReadAsStringAsync());
        Assert.Equal(second.Headers.Location, third.Headers.Location);
        await using (var db = first.Core.Database.OpenUnscoped())
        {
            await request.CheckAsync(db, JsonNode.Parse(text)!.AsObject(), second.Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task Post_CutOffAndDeletedSince_SaysThatItWasDone()
    {
        var trap = new DatabaseTrap();
        await using var host = await ApiHost.StartAsync(provider: provider, services: trap.AddTo);
        var request = await RequestAsync("content", host.Core);
        trap.Committed = db => db.Operation?.Caller.Request is null ? Task.CompletedTask : CutAsync(host, trap, "throws");
        await SendCutOffAsync(host, request);
        trap.Committed = null;
        await using (var db = host.Core.Database.OpenUnscoped())
        {
            await db.Contents.IgnoreQueryFilters([Filters.Workspace]).ExecuteDeleteAsync();
        }

        using var second = await SendAsync(host, request);

        await second.ProblemAsync(409, "idempotency.answer_lost");
    }

    [Fact]
    public async Task Post_CutOffThenWithAnotherBody_IsAnotherRequest()
    {
        var trap = new DatabaseTrap();
        await using var host = await ApiHost.StartAsync(provider: provider, services: trap.AddTo);
        var request = await RequestAsync("content", host.Core);
        trap.Committed = db => db.Operation?.Caller.Request is null ? Task.CompletedTask : CutAsync(host, trap, "throws");
        await SendCutOffAsync(host, request);
        trap.Committed = null;

        using var other = await SendAsync(host, request with { Body = () => JsonContent.Create(new { title = "Another", body = "B" }) });

        await other.ProblemAsync(422, "idempotency.key_reused");
    }

    [Fact]
    public async Task Post_FailedBeforeItSavedAnything_RunsAgain()
    {
        var trap = new DatabaseTrap();
        await using var host = await ApiHost.StartAsync(provider: provider, services: trap.AddTo);
        var request = await RequestAsync("content", host.Core);
        var once = true;
        trap.Queried = _ => once && !(once = false) ? throw new InvalidOperationException("once") : Task.CompletedTask;
        await SendCutOffAsync(host, request);
        trap.Queried = null;

        using var second = await SendAsync(host, request);

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.False(second.Headers.Contains("Idempotency-Replayed"));
    }

    private static async Task CutAsync(ApiHost host, DatabaseTrap trap, string how)
    {
        switch (how)
        {
            case "is killed":
                // Nothing more is written: neither the answer nor that the claim is over.
                trap.Away = true;
                break;
            case "stops":
                host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
                throw new OperationCanceledException("The program stops.");
            default:
                break;
        }

        await Task.CompletedTask;
        throw new InvalidOperationException("Cut off.");
    }

    private static async Task SendCutOffAsync(ApiHost host, KeyedCase request)
    {
        try
        {
            using var answer = await SendAsync(host, request);
            Assert.False(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (OperationCanceledException)
        {
            // It went without an answer.
        }
    }

    // A claim of a process that was killed runs out: on SQLite at the start, on PostgreSQL after a while.
    private static Task<ApiHost> RestartAsync(TestApp core, string how) => ApiHost.StartAsync(
        over: core, services: s => s.AddSingleton<TimeProvider>(how == "is killed" ? new FakeTime(TimeProvider.System.GetUtcNow().AddMinutes(6)) : TimeProvider.System));

    private static async Task<HttpResponseMessage> SendAsync(ApiHost host, KeyedCase request)
    {
        using var client = host.ClientAs();
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{request.Path}") { Content = request.Body() };
        message.Headers.TryAddWithoutValidation("Idempotency-Key", "the-key");
        return await client.SendAsync(message);
    }

    private static async Task<KeyedCase> RequestAsync(string what, TestApp app)
    {
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1);
        var channel = await app.AddChannelAsync();
        switch (what)
        {
            case "content":
                return Case("content", new { title = "Once", body = "A body." }, HttpStatusCode.Created, async (db, answer, location) =>
                {
                    var item = await Rows(db.Contents).SingleAsync();
                    Assert.Equal((item.Id, "Once", $"/api/v1/content/{item.Id}"), (answer["id"]!.GetValue<Guid>(), answer["title"]!.GetValue<string>(), location));
                });
            case "revise":
                var parent = await app.AddContentAsync(state: ContentState.Published);
                return Case($"content/{parent.Id}/revise", null, HttpStatusCode.Created, async (db, answer, location) =>
                {
                    var item = await Rows(db.Contents).SingleAsync(c => c.ParentId == parent.Id);
                    Assert.Equal((item.Id, $"/api/v1/content/{item.Id}"), (answer["id"]!.GetValue<Guid>(), location));
                });
            case "submit":
                var draft = await app.AddContentAsync();
                return Case($"content/{draft.Id}/submit", null, HttpStatusCode.OK, (_, answer, _) =>
                {
                    Assert.Equal((draft.Id, "in_review"), (answer["id"]!.GetValue<Guid>(), answer["state"]!.GetValue<string>()));
                    return Task.CompletedTask;
                });
            case "approve":
                var waiting = await app.AddContentAsync(state: ContentState.InReview, channels: [channel]);
                return Case($"content/{waiting.Id}/approve", new { schedule = new { channelIds = new[] { channel.Id }, runAt = tomorrow } }, HttpStatusCode.OK, async (db, answer, _) =>
                {
                    Assert.Equal("scheduled", answer["state"]!.GetValue<string>());
                    Assert.Equal((1, 1), (await Rows(db.Approvals).CountAsync(), await Rows(db.PublishJobs).CountAsync()));
                });
            case "schedule" or "publish":
                var approved = await app.AddContentAsync(state: ContentState.Approved, channels: [channel]);
                object body = what == "publish" ? new { channelIds = new[] { channel.Id } } : new { channelIds = new[] { channel.Id }, runAt = tomorrow };
                return Case($"content/{approved.Id}/{what}", body, HttpStatusCode.OK, async (db, answer, _) =>
                {
                    var job = await Rows(db.PublishJobs).SingleAsync();
                    Assert.Equal((approved.Id, job.Id), (answer["content"]!["id"]!.GetValue<Guid>(), Assert.Single(answer["jobs"]!.AsArray())!["id"]!.GetValue<Guid>()));
                });
            case "import":
                // Three transactions; row 7 is refused.
                var lines = string.Join('\n', Enumerable.Range(1, 120).Select(i => i == 7 ? """{ "body": "No title" }""" : $$"""{ "title": "Row {{i}}", "body": "B" }"""));
                return new KeyedCase("content/import", () => new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), HttpStatusCode.OK, async (db, answer, _) =>
                {
                    var titles = await Rows(db.Contents).ToDictionaryAsync(c => c.Id, c => c.Title);
                    var told = answer["contents"]!.AsArray().Select(c => (Row: c!["row"]!.GetValue<int>(), Id: c["contentId"]!.GetValue<Guid>())).ToList();
                    Assert.Equal((119, 119), (titles.Count, answer["created"]!.GetValue<int>()));
                    Assert.Equal(Enumerable.Range(1, 120).Where(i => i != 7), told.Select(t => t.Row));
                    Assert.All(told, t => Assert.Equal($"Row {t.Row}", titles[t.Id]));
                    Assert.Equal(7, Assert.Single(answer["refused"]!.AsArray())!["row"]!.GetValue<int>());
                });
            case "plan":
                return Case("plans", new { topic = "Once", autoProcess = true }, HttpStatusCode.Created, async (db, answer, location) =>
                {
                    var plan = await Rows(db.Plans).SingleAsync();
                    Assert.Equal((plan.Id, $"/api/v1/plans/{plan.Id}", 1), (answer["id"]!.GetValue<Guid>(), location, await Rows(db.PlanRuns).CountAsync()));
                });
            case "batch":
                var week = DateOnly.FromDateTime(tomorrow.UtcDateTime).AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                return Case("plans/batch", new { period = "week", start = week, themes = new[] { "Bees", "Roofs" }, channelIds = new[] { channel.Id } }, HttpStatusCode.OK, async (db, answer, _) =>
                {
                    var plans = await Rows(db.Plans).OrderBy(p => p.SlotAt).ToListAsync();
                    Assert.Equal(7, plans.Count);
                    Assert.Equal(plans.Select(p => p.Id), answer["plans"]!.AsArray().Select(p => p!["id"]!.GetValue<Guid>()));
                    Assert.Equal(plans[0].BatchId, answer["batchId"]!.GetValue<Guid>());
                });
            case "process":
                var made = await app.Get<Core.Planning.Plans.CreatePlan>().ExecuteAsync(app.CallerAs(Role.Owner), new Core.Planning.Plans.PlanInput { Topic = "Once" }, default);
                return Case($"plans/{made.Value.Id}/process", null, HttpStatusCode.Accepted, async (db, answer, location) =>
                {
                    Assert.Equal(("queued", $"/api/v1/plans/{made.Value.Id}"), (answer["status"]!.GetValue<string>(), location));
                    Assert.Equal(1, await Rows(db.PlanRuns).CountAsync());
                });
            case "channel":
                return Case("channels", new { connector = TestConnector.Id, name = "Once", settings = new { signature = "Yours" } }, HttpStatusCode.Created, async (db, answer, location) =>
                {
                    var added = await Rows(db.Channels).SingleAsync(c => c.Name == "Once");
                    Assert.Equal((added.Id, $"/api/v1/channels/{added.Id}"), (answer["id"]!.GetValue<Guid>(), location));
                });
            case "media":
                return new KeyedCase("media", PictureForm, HttpStatusCode.Created, async (db, answer, location) =>
                {
                    var file = await Rows(db.MediaFiles).SingleAsync();
                    Assert.Equal((file.Id, $"/api/v1/media/{file.Id}"), (answer["id"]!.GetValue<Guid>(), location));
                });
            case "member":
                return Case("members", new { email = "grace@example.com", name = "Grace", role = "editor", password = "seven green bottles" }, HttpStatusCode.Created, async (db, answer, location) =>
                {
                    var member = await Rows(db.Members).SingleAsync(m => m.User!.Email == "grace@example.com");
                    Assert.Equal((member.Id, $"/api/v1/members/{member.Id}"), (answer["id"]!.GetValue<Guid>(), location));
                });
            case "invitation":
                return Case("members", new { email = "grace@example.com", name = "Grace", role = "editor" }, HttpStatusCode.Created, async (db, answer, _) =>
                {
                    // The link that was made and never shown is gone; this one works.
                    var invitation = await Rows(db.Invitations).SingleAsync();
                    Assert.Equal(invitation.SecretHash, Secrets.Hash(answer["invitationLink"]!.GetValue<string>().Split('/')[^1]));
                });
            case "token":
                return Case("tokens", new { name = "Once", role = "viewer" }, HttpStatusCode.Created, async (db, answer, _) =>
                {
                    // As with a link.
                    var token = await Rows(db.ApiTokens).SingleAsync();
                    Assert.Equal((token.Id, token.TokenHash), (answer["id"]!.GetValue<Guid>(), Secrets.Hash(answer["token"]!.GetValue<string>())));
                });
            case "workspace":
                await using (var db = app.Database.OpenUnscoped())
                {
                    await db.Users.Where(u => u.Id == app.CallerAs(Role.Owner).UserId).ExecuteUpdateAsync(s => s.SetProperty(u => u.IsInstanceAdmin, true));
                }

                return Case("workspaces", new { name = "Once", slug = "once", withToken = true }, HttpStatusCode.Created, async (db, answer, _) =>
                {
                    var workspace = await Rows(db.Workspaces).SingleAsync(w => w.Slug == "once");
                    var token = await Rows(db.ApiTokens).SingleAsync(t => t.WorkspaceId == workspace.Id);
                    Assert.Equal((workspace.Id, token.TokenHash), (answer["id"]!.GetValue<Guid>(), Secrets.Hash(answer["token"]!.GetValue<string>())));
                });
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, "No such case.");
        }
    }

    private static MultipartFormDataContent PictureForm()
    {
        var file = new ByteArrayContent(Convert.FromBase64String(Picture));
        file.Headers.ContentType = new("image/png");
        return new MultipartFormDataContent { { file, "file", "bee.png" } };
    }

    private static KeyedCase Case(string path, object? body, HttpStatusCode status, Func<BroadcasterDbContext, JsonObject, string?, Task> check) =>
        new(path, () => body is null ? null : JsonContent.Create(body), status, check);

    private static IQueryable<T> Rows<T>(IQueryable<T> rows)
        where T : class => rows.IgnoreQueryFilters([Filters.Workspace]).AsNoTracking();

    private sealed record KeyedCase(string Path, Func<HttpContent?> Body, HttpStatusCode Status, Func<BroadcasterDbContext, JsonObject, string?, Task> CheckAsync);
}

public sealed class SqliteKeyedWorkTests() : KeyedWorkTests(DatabaseProvider.Sqlite);

public sealed class PostgresKeyedWorkTests() : KeyedWorkTests(DatabaseProvider.Postgres);
