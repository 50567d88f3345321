using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Api.Common;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Content;

public sealed class ContentEndpointsTests
{
    [Fact]
    public async Task Post_WholePiece_AnswersTheContractsFields()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs(Role.Author);
        var channel = await host.Core.AddChannelAsync();

        using var response = await client.PostAsJsonAsync("/api/v1/content", new
        {
            title = "Hello world", body = "# Hi", summary = "s", tags = new[] { "a", "b" }, canonicalUrl = "https://example.test/x", language = "de",
            metadata = new { campaign = "spring" }, channelIds = new[] { channel.Id }, variants = new[] { new { channelId = channel.Id, title = "V" } },
        });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var content = await response.JsonAsync();
        Assert.Equal($"/api/v1/content/{content["id"]}", response.Headers.Location?.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        string[] fields =
        [
            "id", "title", "body", "summary", "slug", "tags", "canonicalUrl", "language", "metadata", "state", "approvalStatus", "contentHash", "approvedHash", "approvals",
            "variants", "scheduledAt", "publishedAt", "seoScore", "parentId", "createdAt", "createdBy", "updatedAt", "updatedBy", "version",
        ];
        Assert.All(fields, f => Assert.True(content.ContainsKey(f), f));
        Assert.Equal(("draft", "none", "hello-world", "spring"), (Text(content, "state"), Text(content, "approvalStatus"), Text(content, "slug"), content["metadata"]!["campaign"]!.GetValue<string>()));
        Assert.EndsWith("Z", Text(content, "createdAt"), StringComparison.Ordinal);
        Assert.Equal("V", content["variants"]![0]!["title"]!.GetValue<string>());
        Assert.Equal(channel.Id.ToString(), content["channelIds"]![0]!.GetValue<string>());

        var again = await (await client.GetAsync(response.Headers.Location)).JsonAsync();
        Assert.Equal(Text(content, "contentHash"), Text(again, "contentHash"));
    }

    [Fact]
    public async Task Put_BetterText_ScoreFollowsAsTheScoreEndpointSays()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs(Role.Author);
        var metadata = new { keywords = "harbour, boats" };
        var created = await (await client.PostAsJsonAsync("/api/v1/content", new { title = "X", body = "Short.", language = "en", metadata })).JsonAsync();
        const string title = "The harbour timetable: boats on every day of the winter";
        const string body = "The harbour has boats all winter.\n\n## Boats\n\nThey leave every hour. See [the map](/map).";

        var saved = await (await client.PutAsJsonAsync($"/api/v1/content/{created["id"]}", new { title, body, language = "en", metadata })).JsonAsync();

        var asked = await (await client.PostAsJsonAsync("/api/v1/seo/score", new { title, body, slug = saved["slug"]!.GetValue<string>(), keywords = new[] { "harbour", "boats" }, language = "en" })).JsonAsync();
        Assert.Equal(asked["score"]!.GetValue<int>(), saved["seoScore"]!.GetValue<int>());
        Assert.True(saved["seoScore"]!.GetValue<int>() > created["seoScore"]!.GetValue<int>());
    }

    [Fact]
    public async Task Post_BadInput_NamesEveryField()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();

        using var response = await client.PostAsJsonAsync("/api/v1/content", new { title = " ", slug = "Not A Slug", canonicalUrl = "/relative", language = "english!", channelIds = new[] { Guid.NewGuid() } });

        var problem = await response.ProblemAsync(422, "validation.failed");
        Assert.Equal(["canonicalUrl", "language", "slug", "title"], problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Post_BodyOverTheLimit_413NamesTheLimit()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();

        using var response = await client.PostAsJsonAsync("/api/v1/content", new { title = "T", body = new string('x', ContentLimits.BodyBytes + 1) });

        var problem = await response.ProblemAsync(413, "content.too_large");
        Assert.Contains("512 KiB", problem["errors"]!["body"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"title\": ", 400)]
    [InlineData("{\"title\": \"T\", \"tags\": \"a\"}", 400)]
    [InlineData("{\"title\": \"T\", \"tags\": [null], \"variants\": [null]}", 422)]
    [InlineData("{\"title\": \"a\\u0000b\"}", 422)]
    [InlineData("{\"title\": \"T\", \"metadata\": {\"a\": null}, \"variants\": null, \"tags\": null}", 201)]
    public async Task Post_OddJson_HasAClearAnswer(string json, int status)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();

        using var response = await client.PostAsync("/api/v1/content", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain("   at ", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_StaleIfMatch_412_AndConfirm_AsTheContractSays()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();
        var item = await host.Core.AddContentAsync(state: ContentState.Approved);
        var body = new { title = "Changed", body = "y" };

        using var stale = await SendAsync(client, HttpMethod.Put, $"/api/v1/content/{item.Id}?confirm=true", body, "\"7\"");
        using var asked = await SendAsync(client, HttpMethod.Put, $"/api/v1/content/{item.Id}", body, "\"1\"");
        using var saved = await SendAsync(client, HttpMethod.Put, $"/api/v1/content/{item.Id}?confirm=true", body, "\"1\"");

        await stale.ProblemAsync(412, "content.stale");
        await asked.ProblemAsync(409, "content.confirmation_required");
        Assert.Equal("\"2\"", saved.Headers.ETag?.Tag);
        Assert.Equal(("draft", "none"), (Text(await saved.JsonAsync(), "state"), Text(await saved.JsonAsync(), "approvalStatus")));
    }

    [Fact]
    public async Task Put_ConfirmInTheBody_CountsToo()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();
        var item = await host.Core.AddContentAsync(state: ContentState.Approved);

        using var saved = await client.PutAsJsonAsync($"/api/v1/content/{item.Id}", new { title = "Changed", confirm = true });

        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
    }

    [Fact]
    public async Task IllegalMove_Any_409WithStateAndAllowed()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();
        var item = await host.Core.AddContentAsync(state: ContentState.Published);

        using var response = await client.PostAsync($"/api/v1/content/{item.Id}/submit", null);

        var problem = await response.ProblemAsync(409, "content.illegal_move");
        Assert.Equal("published", Text(problem, "state"));
        Assert.Equal(["revise", "archive"], problem["allowed"]!.AsArray().Select(a => a!.GetValue<string>()));
    }

    [Theory]
    [InlineData(ContentState.Draft, "publish", "content.not_approved", "edit, submit, archive, delete")]
    [InlineData(ContentState.InReview, "publish", "content.not_approved", "edit, approve, reject, withdraw")]
    [InlineData(ContentState.Rejected, "schedule", "content.not_approved", "edit, archive, delete")]
    [InlineData(ContentState.Approved, "variants", "content.confirmation_required", "edit, schedule, publish, archive")]
    [InlineData(ContentState.Failed, "retry-failed", "content.illegal_move", "edit, schedule, publish, revise, archive")]
    public async Task Refusal_ForItsState_409WithStateAndAllowed(ContentState state, string what, string code, string allowed)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();
        var channel = await host.Core.AddChannelAsync();
        var item = await host.Core.AddContentAsync(state: state, channels: [channel]);
        using var approvals = await client.PatchAsJsonAsync("/api/v1/settings", new { approvals = new { mode = "required" } });
        Assert.Equal(HttpStatusCode.OK, approvals.StatusCode);

        using var response = what switch
        {
            "variants" => await client.PutAsJsonAsync($"/api/v1/content/{item.Id}/variants/{channel.Id}", new { title = "V" }),
            "schedule" => await client.PostAsJsonAsync($"/api/v1/content/{item.Id}/schedule", new { runAt = "2099-01-01T09:00:00Z" }),
            _ => await client.PostAsync($"/api/v1/content/{item.Id}/{what}", new StringContent("{}", Encoding.UTF8, "application/json")),
        };

        var problem = await response.ProblemAsync(409, code);
        Assert.Equal(SnakeCase.Of(state), Text(problem, "state"));
        Assert.Equal(allowed, string.Join(", ", problem["allowed"]!.AsArray().Select(a => a!.GetValue<string>())));
    }

    [Fact]
    public async Task Lifecycle_ByApiAlone_SubmitApproveScheduleUnschedule()
    {
        await using var host = await ApiHost.StartAsync();
        using var author = host.ClientAs(Role.Author);
        using var reviewer = host.ClientAs(Role.Editor);
        var channel = await host.Core.AddChannelAsync();
        var id = Text(await (await author.PostAsJsonAsync("/api/v1/content", new { title = "T", body = "B", channelIds = new[] { channel.Id } })).JsonAsync(), "id");

        var submitted = await (await author.PostAsync($"/api/v1/content/{id}/submit", null)).JsonAsync();
        Assert.Equal(("in_review", "pending"), (Text(submitted, "state"), Text(submitted, "approvalStatus")));
        var pending = await (await reviewer.GetAsync("/api/v1/approvals/pending")).JsonAsync();
        Assert.Equal((1, id), (pending["total"]!.GetValue<int>(), Text(pending["items"]![0]!.AsObject(), "id")));
        Assert.NotNull(pending["items"]![0]!["waitingSince"]);

        using var wrong = await reviewer.PostAsJsonAsync($"/api/v1/content/{id}/approve", new { contentHash = "0000" });
        Assert.Equal(Text(submitted, "contentHash"), Text(await wrong.ProblemAsync(409, "content.changed"), "contentHash"));
        using var past = await reviewer.PostAsJsonAsync($"/api/v1/content/{id}/approve", new { schedule = new { channelIds = new[] { channel.Id }, runAt = "2001-01-01T00:00:00Z" } });
        await past.ProblemAsync(422, "schedule.in_past");
        var approved = await (await reviewer.PostAsJsonAsync($"/api/v1/content/{id}/approve", new { comment = "Good", contentHash = Text(submitted, "contentHash") })).JsonAsync();
        Assert.Equal(("approved", "approved"), (Text(approved, "state"), Text(approved, "approvalStatus")));
        Assert.Equal(("approved", "Good"), (Text(approved["approvals"]![0]!.AsObject(), "decision"), Text(approved["approvals"]![0]!.AsObject(), "comment")));

        var scheduled = await (await reviewer.PostAsJsonAsync($"/api/v1/content/{id}/schedule", new { channelIds = new[] { channel.Id }, localTime = "2999-11-21T09:00", timeZone = "Europe/Berlin" })).JsonAsync();
        Assert.Equal("scheduled", Text(scheduled["content"]!.AsObject(), "state"));
        Assert.Equal(("queued", "2999-11-21T08:00:00Z"), (Text(scheduled["jobs"]![0]!.AsObject(), "status"), Text(scheduled["jobs"]![0]!.AsObject(), "runAt")));
        var unscheduled = await (await reviewer.PostAsync($"/api/v1/content/{id}/unschedule", null)).JsonAsync();
        Assert.Equal("approved", Text(unscheduled, "state"));
        var published = await (await reviewer.PostAsJsonAsync($"/api/v1/content/{id}/publish", new { channelIds = new[] { channel.Id } })).JsonAsync();
        Assert.Equal("publishing", Text(published["content"]!.AsObject(), "state"));
    }

    [Fact]
    public async Task Reject_WithoutComment_422_WithOne_Rejected()
    {
        await using var host = await ApiHost.StartAsync();
        using var reviewer = host.ClientAs(Role.Reviewer);
        var item = await host.Core.AddContentAsync(state: ContentState.InReview);

        using var silent = await reviewer.PostAsync($"/api/v1/content/{item.Id}/reject", null);
        using var said = await reviewer.PostAsJsonAsync($"/api/v1/content/{item.Id}/reject", new { comment = "Too long" });

        var problem = await silent.ProblemAsync(422, "content.comment_required");
        Assert.NotNull(problem["errors"]!["comment"]);
        var content = await said.JsonAsync();
        Assert.Equal(("rejected", "rejected", "changes_requested"), (Text(content, "state"), Text(content, "approvalStatus"), Text(content["approvals"]![0]!.AsObject(), "decision")));
    }

    [Fact]
    public async Task Variants_PutAndDelete_OneChannel()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();
        var channel = await host.Core.AddChannelAsync();
        var item = await host.Core.AddContentAsync();
        var path = $"/api/v1/content/{item.Id}/variants/{channel.Id}";

        var set = await (await client.PutAsJsonAsync(path, new { body = "Short" })).JsonAsync();
        using var foreign = await client.PutAsJsonAsync($"/api/v1/content/{item.Id}/variants/{Guid.NewGuid()}", new { body = "Short" });
        using var removed = await client.DeleteAsync(path);
        using var again = await client.DeleteAsync(path);

        Assert.Equal("Short", set["variants"]![0]!["body"]!.GetValue<string>());
        await foreign.ProblemAsync(422, "validation.failed");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await again.ProblemAsync(404, "variant.not_found");
    }

    [Fact]
    public async Task Revisions_ListReadCompareRestore()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();
        var item = await host.Core.AddContentAsync("First", "one");
        await client.PutAsJsonAsync($"/api/v1/content/{item.Id}", new { title = "Second", body = "two" });

        var list = await (await client.GetAsync($"/api/v1/content/{item.Id}/revisions")).JsonAsync();
        var one = await (await client.GetAsync($"/api/v1/content/{item.Id}/revisions/1")).JsonAsync();
        var diff = await (await client.GetAsync($"/api/v1/content/{item.Id}/revisions/compare?from=1&to=2")).JsonAsync();
        var restored = await (await client.PostAsync($"/api/v1/content/{item.Id}/revisions/1/restore", null)).JsonAsync();
        using var none = await client.GetAsync($"/api/v1/content/{Guid.NewGuid()}/revisions");

        Assert.Equal([2, 1], list["items"]!.AsArray().Select(r => r!["number"]!.GetValue<int>()));
        Assert.Equal("First", one["content"]!["title"]!.GetValue<string>());
        Assert.Equal(["removed", "added"], diff["body"]!.AsArray().Select(l => l!["kind"]!.GetValue<string>()));
        Assert.Equal("First", Text(restored, "title"));
        await none.ProblemAsync(404, "content.not_found");
    }

    [Fact]
    public async Task Validate_AndPreview_ShowWhatTheChannelWouldGet()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs(Role.Viewer);
        var channel = await host.Core.AddChannelAsync(settings: "{\"signature\":\"- us\"}");
        var unknown = Guid.NewGuid();
        var item = await host.Core.AddContentAsync("T", new string('x', 300), tags: ["a"]);

        var checks = await (await client.PostAsJsonAsync($"/api/v1/content/{item.Id}/validate", new { channelIds = new[] { channel.Id, unknown } })).JsonAsync();
        var preview = await (await client.GetAsync($"/api/v1/content/{item.Id}/preview?channelId={channel.Id}")).JsonAsync();
        using var missing = await client.GetAsync($"/api/v1/content/{item.Id}/preview?channelId={unknown}");

        var first = checks["channels"]![0]!.AsObject();
        Assert.False(first["valid"]!.GetValue<bool>());
        Assert.Equal(("body", "error"), (first["problems"]![0]!["field"]!.GetValue<string>(), first["problems"]![0]!["severity"]!.GetValue<string>()));
        Assert.False(string.IsNullOrEmpty(first["problems"]![0]!["fix"]!.GetValue<string>()));
        Assert.Equal((304, 280), (first["characters"]!.GetValue<int>(), first["limit"]!.GetValue<int>()));
        Assert.Equal("channel", checks["channels"]![1]!["problems"]![0]!["field"]!.GetValue<string>());
        Assert.Equal(("T", 304, 280), (Text(preview, "title"), preview["characters"]!.GetValue<int>(), preview["limit"]!.GetValue<int>()));
        Assert.EndsWith("- us", Text(preview, "body"), StringComparison.Ordinal);
        await missing.ProblemAsync(404, "channel.not_found");
    }

    [Fact]
    public async Task Preview_Webhook_ShowsTheRequestAndSendsNothing()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();
        var channel = await host.Core.AddChannelAsync("webhook", "{\"url\":\"https://hooks.example.test/in\"}");
        var item = await host.Core.AddContentAsync("Hello", "World");

        var preview = await (await client.GetAsync($"/api/v1/content/{item.Id}/preview?channelId={channel.Id}")).JsonAsync();

        var request = Assert.Single(preview["requests"]!.AsArray())!;
        Assert.Equal(("POST", "https://hooks.example.test/in"), (request["method"]!.GetValue<string>(), request["url"]!.GetValue<string>()));
        Assert.Contains("\"title\":\"Hello\"", request["requestBody"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_FiltersAndPages()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs(Role.Viewer);
        await host.Core.AddContentAsync("Alpha", state: ContentState.Published, tags: ["news"]);
        await host.Core.AddContentAsync("Beta");
        await host.Core.AddContentAsync("Gamma", state: ContentState.Failed);

        var page = await (await client.GetAsync("/api/v1/content?sort=-title&pageSize=2")).JsonAsync();
        var filtered = await (await client.GetAsync("/api/v1/content?state=published,failed&search=ALPHA&tag=News")).JsonAsync();
        using var wrong = await client.GetAsync("/api/v1/content?state=gone");

        Assert.Equal(["Gamma", "Beta"], page["items"]!.AsArray().Select(i => i!["title"]!.GetValue<string>()));
        Assert.Equal((1, 2, 3), (page["page"]!.GetValue<int>(), page["pageSize"]!.GetValue<int>(), page["total"]!.GetValue<int>()));
        Assert.Equal("Alpha", Assert.Single(filtered["items"]!.AsArray())!["title"]!.GetValue<string>());
        Assert.Equal(400, (int)wrong.StatusCode);
    }

    [Fact]
    public async Task Import_Csv_EachRowByItself()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs(Role.Author);
        const string csv = "title,body,tags\nGood,Text,\"a;b\"\n,No title,\n\"Broken\"x,y,z\nAlso good,\"two\nlines\",c\n";

        using var response = await client.PostAsync("/api/v1/content/import", new StringContent(csv, Encoding.UTF8, "text/csv"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var outcome = await response.JsonAsync();
        Assert.Equal(2, outcome["created"]!.GetValue<int>());
        Assert.Equal([2, 3], outcome["refused"]!.AsArray().Select(r => r!["row"]!.GetValue<int>()));
        Assert.NotNull(outcome["refused"]![0]!["errors"]!["title"]);
        using var unknown = await client.PostAsync("/api/v1/content/import", new StringContent(csv, Encoding.UTF8, "text/html"));
        Assert.Equal(415, (int)unknown.StatusCode);
        using var lines = await client.PostAsync("/api/v1/content/import", new StringContent("{\"title\":\"One\"}\n{\"title\":\"Two\"}", Encoding.UTF8, "application/x-ndjson"));
        Assert.Equal(2, (await lines.JsonAsync())["created"]!.GetValue<int>());
    }

    [Fact]
    public async Task Media_UploadListReadDescribe()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs(Role.Author);
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
        using var form = new MultipartFormDataContent { { new ByteArrayContent(png) { Headers = { ContentType = new MediaTypeHeaderValue("text/html") } }, "file", "../cat.png" }, { new StringContent("A cat"), "altText" } };

        using var uploaded = await client.PostAsync("/api/v1/media", form);
        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        var media = await uploaded.JsonAsync();
        using var file = await client.GetAsync(Text(media, "url"));
        var described = await (await client.PatchAsJsonAsync($"/api/v1/media/{media["id"]}", new { altText = "A black cat" })).JsonAsync();
        using var nothing = await client.PostAsync("/api/v1/media", new MultipartFormDataContent { { new StringContent("x"), "altText" } });

        Assert.Equal(("image/png", "cat.png", "A cat"), (Text(media, "contentType"), Text(media, "fileName"), Text(media, "altText")));
        Assert.Equal(png, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("A black cat", Text(described, "altText"));
        await nothing.ProblemAsync(422, "media.no_file");
        Assert.Equal(1, (await (await client.GetAsync("/api/v1/media")).JsonAsync())["total"]!.GetValue<int>());
    }

    private static string Text(JsonObject json, string name) => json[name]?.GetValue<string>() ?? "";

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, object body, string ifMatch)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }
}
