using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Tests.Foundation.Ai;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Planning.Plans;

/// <summary>Planning through the API, as a client does it: settings, plan, progress, draft, content.</summary>
public sealed class PlanEndpointsTests : IAsyncLifetime
{
    private ApiHost host = null!;
    private FakeModelServer server = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        server = await FakeModelServer.StartAsync();
        server.Answer = GoodAnswers.For;
        host = await ApiHost.StartAsync(configuration: new() { ["Network:AllowedHosts:0"] = "127.0.0.1" });
        client = host.ClientAs(Role.Owner);
        await SendAsync(HttpMethod.Patch, "settings", new { ai = new { provider = "openai", model = "gpt-4o-mini", maxRefinements = 0, openai = new { baseUrl = server.Url, apiKey = "sk-1" } } }, HttpStatusCode.OK);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Plan_FromTopicToContent_BySynchronousPath()
    {
        var made = await SendAsync(HttpMethod.Post, "plans", new { topic = "Bees on city roofs", keywords = new[] { "city bees" }, skipResearch = true }, HttpStatusCode.Created);
        Assert.Equal("draft", made["status"]!.GetValue<string>());
        var path = $"plans/{made["id"]!.GetValue<Guid>()}";

        var done = await SendAsync(HttpMethod.Post, $"{path}/process?wait=true", null, HttpStatusCode.OK);
        Assert.True(done["status"]!.GetValue<string>() == "ready", done.ToJsonString());
        Assert.Equal("Bees on city roofs: how to begin", done["draft"]!["title"]!.GetValue<string>());
        Assert.True(done["costUsd"]!.GetValue<decimal>() > 0);

        var logs = await SendAsync(HttpMethod.Get, $"{path}/logs", null, HttpStatusCode.OK);
        Assert.Contains("The draft is written", logs["lines"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await SendAsync(HttpMethod.Get, $"{path}/refinements", null, HttpStatusCode.OK))["items"]!.AsArray());
        Assert.Null((await SendAsync(HttpMethod.Get, $"{path}/research", null, HttpStatusCode.OK))["report"]);
        Assert.Equal(1, (await SendAsync(HttpMethod.Get, "plans?status=ready&search=city%20ROOFS", null, HttpStatusCode.OK))["total"]!.GetValue<int>());
        Assert.Equal(3, (await SendAsync(HttpMethod.Get, "analytics/cost-usage?range=24h", null, HttpStatusCode.OK))["total"]!["calls"]!.GetValue<int>());

        var approved = await SendAsync(HttpMethod.Post, $"{path}/approve", null, HttpStatusCode.OK);
        var content = await SendAsync(HttpMethod.Get, $"content/{approved["contentId"]!.GetValue<Guid>()}", null, HttpStatusCode.OK);
        Assert.Equal("bees-on-city-roofs", content["slug"]!.GetValue<string>());

        var again = await SendAsync(HttpMethod.Post, $"{path}/process", null, HttpStatusCode.Conflict);
        Assert.Equal(("plan.illegal_move", "approved"), (again["code"]!.GetValue<string>(), again["state"]!.GetValue<string>()));
        var copy = await SendAsync(HttpMethod.Post, $"{path}/clone", null, HttpStatusCode.Created);
        Assert.Equal(("draft", "city bees"), (copy["status"]!.GetValue<string>(), copy["keywords"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task Process_WithoutWait_AnswersAtOnceWithThePlan()
    {
        var made = await SendAsync(HttpMethod.Post, "plans", new { topic = "Bees", skipResearch = true }, HttpStatusCode.Created);

        var queued = await SendAsync(HttpMethod.Post, $"plans/{made["id"]}/process", null, HttpStatusCode.Accepted);

        Assert.Equal("queued", queued["status"]!.GetValue<string>());
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Update_AfterItWasMade_BeginsAnew_AndAStaleOneIsRefused()
    {
        var made = await SendAsync(HttpMethod.Post, "plans", new { topic = "Bees on city roofs", skipResearch = true }, HttpStatusCode.Created);
        var path = $"plans/{made["id"]}";
        await SendAsync(HttpMethod.Post, $"{path}/process?wait=true", null, HttpStatusCode.OK);

        var changed = await SendAsync(HttpMethod.Put, path, new { topic = "Bees on balconies", skipResearch = true }, HttpStatusCode.OK);
        Assert.Equal("draft", changed["status"]!.GetValue<string>());
        Assert.Null(changed["draft"]);
        await SendAsync(HttpMethod.Post, $"{path}/process?wait=true", null, HttpStatusCode.OK);
        Assert.Equal(6, server.Calls.Count);

        using var stale = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/{path}") { Content = JsonContent.Create(new { topic = "Wasps" }) };
        stale.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
        using var refused = await client.SendAsync(stale);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
    }

    [Theory]
    [InlineData("""{ "topic": " " }""", "topic")]
    [InlineData("""{ "topic": "x", "competitorUrls": ["http://169.254.169.254/"] }""", "competitorUrls")]
    [InlineData("""{ "topic": "x", "language": "english please" }""", "language")]
    [InlineData("""{ "topic": "x", "targetSeoScore": 101 }""", "targetSeoScore")]
    [InlineData("""{ "topic": "x", "prompts": { "draft": "{{nonsense}}" } }""", "prompts.draft")]
    [InlineData("""{ "topic": "x", "channelIds": ["00000000-0000-0000-0000-000000000001"] }""", "channelIds")]
    public async Task Create_WrongInput_IsRefusedUnderItsField(string body, string field)
    {
        using var response = await client.PostAsync("/api/v1/plans", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.NotNull(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![field]);
    }

    [Fact]
    public async Task Batch_NamesAndSeries_ProposedThenMade()
    {
        var body = new { period = "week", start = "2026-11-23", themes = new object[] { "Honey", new { name = "Roofs", hashtag = "roofs", template = "{{theme}}, week {{week}}" } }, times = new[] { "08:30" }, dryRun = true };

        var proposed = await SendAsync(HttpMethod.Post, "plans/batch", body, HttpStatusCode.OK);
        Assert.Equal(0, (await SendAsync(HttpMethod.Get, "plans", null, HttpStatusCode.OK))["total"]!.GetValue<int>());
        var made = await SendAsync(HttpMethod.Post, "plans/batch", new { body.period, body.start, body.themes, body.times }, HttpStatusCode.OK);

        Assert.Null(proposed["batchId"]);
        Assert.Equal(("2026-11-23T08:30", "2026-11-23T07:30:00Z"), (made["plans"]![0]!["localTime"]!.GetValue<string>(), made["plans"]![0]!["slotAt"]!.GetValue<string>()));
        Assert.Equal("Roofs, week 48", made["plans"]![1]!["topic"]!.GetValue<string>());
        Assert.Equal(7, (await SendAsync(HttpMethod.Get, $"plans?batchId={made["batchId"]}", null, HttpStatusCode.OK))["total"]!.GetValue<int>());
        var wrong = await SendAsync(HttpMethod.Post, "plans/batch", new { themes = new[] { new { name = "X", template = "{{nonsense}}" } } }, HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(wrong["errors"]!["themes"]);
    }

    [Fact]
    public async Task SeoContent_InOneCall_AnswersTheScoredDraft()
    {
        var draft = await SendAsync(HttpMethod.Post, "ai/seo-content", new { topic = "Bees on city roofs", skipResearch = true }, HttpStatusCode.OK);

        Assert.Equal("Bees on city roofs: how to begin", draft["title"]!.GetValue<string>());
        Assert.True(draft["seoScore"]!.GetValue<int>() > 0);
        Assert.Equal("ready", (await SendAsync(HttpMethod.Get, $"plans/{draft["planId"]}", null, HttpStatusCode.OK))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task SeoContent_AsEvents_ProgressThenTheResult()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ai/seo-content") { Content = JsonContent.Create(new { topic = "Bees on city roofs", skipResearch = true }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));

        using var response = await client.SendAsync(request);
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => e.Split("\ndata: ")).ToList();

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("event: progress", events[0][0]);
        Assert.Equal("event: result", events[^1][0]);
        Assert.Equal("Bees on city roofs: how to begin", JsonNode.Parse(events[^1][1])!["title"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wait_ClientLeaves_CallToTheModelIsHeardAndPaidForOnce(bool oneCall)
    {
        var let = new TaskCompletionSource();
        server.Answer = call => call.Form == "titles" ? GoodAnswers.For(call) with { Wait = let.Task } : GoodAnswers.For(call);
        var path = oneCall ? "ai/seo-content" : $"plans/{(await SendAsync(HttpMethod.Post, "plans", new { topic = "Bees", skipResearch = true }, HttpStatusCode.Created))["id"]}/process?wait=true";
        using var patience = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = oneCall ? JsonContent.Create(new { topic = "Bees", skipResearch = true }) : null };
        var waiting = client.SendAsync(request, patience.Token);
        await Eventually.TrueAsync(() => server.Calls.Count == 1, () => "The titles were never asked for.");

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        let.SetResult();

        await Eventually.TrueAsync(
            async () => (await host.Services.GetRequiredService<PlanQueries>().ListAsync(host.Core.CallerAs(Role.Viewer), new PlanFilter(), new PageRequest(), default)).Items[0].Status == PlanStatus.Ready,
            () => "The plan did not go on.");
        Assert.Equal(["titles", "outline", "draft"], server.Calls.Select(c => c.Form));
        var usage = await SendAsync(HttpMethod.Get, "analytics/cost-usage?range=24h", null, HttpStatusCode.OK);
        Assert.Equal((3, 0m), (usage["total"]!["calls"]!.GetValue<int>(), usage["uncertainUsd"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task SeoContent_SameKeyAfterTheClientLeft_OnePlanAndItsAnswer()
    {
        var let = new TaskCompletionSource();
        server.Answer = call => call.Form == "titles" ? GoodAnswers.For(call) with { Wait = let.Task } : GoodAnswers.For(call);
        using var patience = new CancellationTokenSource();
        var first = KeyedAsync(patience.Token);
        await Eventually.TrueAsync(() => server.Calls.Count == 1, () => "The titles were never asked for.");
        await patience.CancelAsync();

        var again = KeyedAsync(default);
        let.SetResult();
        using var second = await again.Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(1, (await SendAsync(HttpMethod.Get, "plans", null, HttpStatusCode.OK))["total"]!.GetValue<int>());
        Assert.Equal(["titles", "outline", "draft"], server.Calls.Select(c => c.Form));

        async Task<HttpResponseMessage> KeyedAsync(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ai/seo-content") { Content = JsonContent.Create(new { topic = "Bees", skipResearch = true }) };
            request.Headers.Add("Idempotency-Key", "one-draft");
            return await client.SendAsync(request, ct);
        }
    }

    [Fact]
    public async Task Update_WithAutoProcessOrATime_Queues()
    {
        var made = await SendAsync(HttpMethod.Post, "plans", new { topic = "Bees", skipResearch = true }, HttpStatusCode.Created);
        var path = $"plans/{made["id"]}";

        var later = await SendAsync(HttpMethod.Put, path, new { topic = "Bees", skipResearch = true, processAt = "2099-01-01T00:00:00Z" }, HttpStatusCode.OK);
        Assert.Equal(("queued", "2099-01-01T00:00:00Z"), (later["status"]!.GetValue<string>(), later["nextAttemptAt"]!.GetValue<string>()));
        var cleared = await SendAsync(HttpMethod.Put, path, new { topic = "Bees", skipResearch = true }, HttpStatusCode.OK);
        Assert.Equal("draft", cleared["status"]!.GetValue<string>());
        Assert.Null(cleared["processAt"]);
        var now = await SendAsync(HttpMethod.Put, path, new { topic = "Bees", skipResearch = true, autoProcess = true }, HttpStatusCode.OK);
        Assert.Equal("queued", now["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task RetryAndArchive_OverHttp_GoOnBehindWhatIsPaidAndPutAway()
    {
        var made = await SendAsync(HttpMethod.Post, "plans", new { topic = "Bees", skipResearch = true }, HttpStatusCode.Created);
        var path = $"plans/{made["id"]}";
        server.Answer = call => call.Form == "draft" ? ModelReply.Failing(500) : GoodAnswers.For(call);
        Assert.Equal("failed", (await SendAsync(HttpMethod.Post, $"{path}/process?wait=true", null, HttpStatusCode.OK))["status"]!.GetValue<string>());

        server.Answer = GoodAnswers.For;
        var done = await SendAsync(HttpMethod.Post, $"{path}/retry?wait=true", null, HttpStatusCode.OK);
        Assert.Equal(("ready", 2), (done["status"]!.GetValue<string>(), done["runs"]!.GetValue<int>()));
        Assert.Equal(["titles", "outline", "draft", "draft"], server.Calls.Select(c => c.Form));
        Assert.Equal("archived", (await SendAsync(HttpMethod.Post, $"{path}/archive", null, HttpStatusCode.OK))["status"]!.GetValue<string>());
        await SendAsync(HttpMethod.Post, $"{path}/retry", null, HttpStatusCode.Conflict);

        var trail = await SendAsync(HttpMethod.Get, "audit?action=plan", null, HttpStatusCode.OK);
        Assert.Equal(["plan.archived", "plan.retried", "plan.started", "plan.created"], trail["items"]!.AsArray().Select(e => e!["action"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Preview_SectionsWithoutEnd_AreRefused() => await SendAsync(
        HttpMethod.Post, "prompts/titles/preview", new { text = string.Concat(Enumerable.Repeat("{{#topic}}", 50_000)) }, HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task SeoContent_ModelRefusesTheKey_SaysSo()
    {
        server.Answer = _ => ModelReply.Failing(401);

        var problem = await SendAsync(HttpMethod.Post, "ai/seo-content", new { topic = "Bees", skipResearch = true }, HttpStatusCode.Conflict);

        Assert.Equal(("ai.key_refused", "failed"), (problem["code"]!.GetValue<string>(), problem["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Prompts_EditPreviewRestore_WithVersions()
    {
        var saved = await SendAsync(HttpMethod.Put, "prompts/titles", new { text = "Titles for {{topic}}{{#tone}}, {{tone}}{{/tone}}.", note = "Shorter" }, HttpStatusCode.OK);
        Assert.Equal(1, saved["version"]!.GetValue<int>());
        var preview = await SendAsync(HttpMethod.Post, "prompts/titles/preview", new { }, HttpStatusCode.OK);
        Assert.Equal("Titles for Bees on city roofs, friendly and exact.", preview["text"]!.GetValue<string>());

        var made = await SendAsync(HttpMethod.Post, "plans", new { topic = "Wasps", skipResearch = true }, HttpStatusCode.Created);
        Assert.Equal("Titles for Wasps.", (await SendAsync(HttpMethod.Post, "prompts/titles/preview", new { planId = made["id"]!.GetValue<Guid>() }, HttpStatusCode.OK))["text"]!.GetValue<string>());
        await SendAsync(HttpMethod.Post, $"plans/{made["id"]}/process?wait=true", null, HttpStatusCode.OK);
        Assert.Contains("Titles for Wasps.", server.Calls[0].Said, StringComparison.Ordinal);

        var wrong = await SendAsync(HttpMethod.Put, "prompts/titles", new { text = "On {{topik}}" }, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("there is no variable \\u0022topik\\u0022", wrong.ToJsonString(), StringComparison.Ordinal);
        var restored = await SendAsync(HttpMethod.Post, "prompts/titles/versions/0/restore", null, HttpStatusCode.OK);
        Assert.Equal((2, restored["builtInText"]!.GetValue<string>()), (restored["version"]!.GetValue<int>(), restored["text"]!.GetValue<string>()));
        Assert.Equal("Shorter", restored["versions"]![1]!["note"]!.GetValue<string>());
        await SendAsync(HttpMethod.Get, "prompts/nonsense", null, HttpStatusCode.NotFound);
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{method} {path}: {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}

/// <summary>The table of moves, cell by cell.</summary>
public sealed class PlanWorkflowTests
{
    [Fact]
    public void Table_EveryCell_IsAsDecided()
    {
        Dictionary<PlanStatus, string> expected = new()
        {
            [PlanStatus.Draft] = "edit process archive delete",
            [PlanStatus.Queued] = "cancel delete",
            [PlanStatus.Researching] = "cancel delete",
            [PlanStatus.Generating] = "cancel delete",
            [PlanStatus.Refining] = "cancel delete",
            [PlanStatus.Ready] = "edit process approve archive delete",
            [PlanStatus.Failed] = "edit process retry archive delete",
            [PlanStatus.Cancelled] = "edit process retry archive delete",
            [PlanStatus.Approved] = "archive delete",
            [PlanStatus.Archived] = "delete",
        };

        Assert.All(Enum.GetValues<PlanStatus>(), s => Assert.Equal(expected[s], string.Join(' ', PlanWorkflow.MovesFrom(s))));
    }
}
