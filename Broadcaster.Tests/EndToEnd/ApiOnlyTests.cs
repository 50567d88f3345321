using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Broadcaster.Tests.EndToEnd.Crashes;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>The main job through the API alone, from a bootstrap token: two people, an approval, a schedule, and everybody sees it go out.</summary>
public abstract class ApiOnlyTests(CrashBed bed)
{
    [Fact]
    public async Task MainJob_ThroughTheApiAlone_GoesOutOnceAndIsSeen()
    {
        var ada = bed.Api;
        await ada.PatchAsync("settings", new { approvals = new { mode = "required" } });
        using var grace = await SecondPersonAsync(ada);

        var site = (await ada.GetAsync("channels?connector=site")).Items()[0].Id();
        var hook = await ada.AddChannelAsync("webhook", new { url = bed.Sink.Script(SinkAnswer.Ok), secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" });
        var draft = await ada.CreateAsync("content", new
        {
            title = "The harbour opens again",
            body = "After *two years* of work the harbour opens on Saturday.",
            summary = "The harbour opens on Saturday.",
            tags = new[] { "harbour", "town" },
            channelIds = new[] { site, hook },
        });
        var piece = draft.Id();

        // Nothing goes out that nobody has approved, and nobody approves their own.
        var soon = new { channelIds = new[] { site, hook }, runAt = TimeProvider.System.GetUtcNow().AddMinutes(5) };
        Assert.Equal("content.not_approved", (await ada.PostAsync($"content/{piece}/schedule", soon, HttpStatusCode.Conflict)).Text("code"));
        await ada.PostAsync($"content/{piece}/submit");
        await ada.PostAsync($"content/{piece}/approve", new { }, HttpStatusCode.Forbidden);

        var waiting = Assert.Single((await grace.GetAsync("approvals/pending")).Items());
        Assert.Equal(piece, waiting.Id());
        await grace.PostAsync($"content/{piece}/approve", new { contentHash = new string('0', 64) }, HttpStatusCode.Conflict);
        var approved = await grace.PostAsync($"content/{piece}/approve", new { contentHash = waiting.Text("contentHash"), comment = "Good." });
        Assert.Equal("approved", approved.Text("state"));
        Assert.Equal(approved.Text("contentHash"), approved.Text("approvedHash"));

        using var live = await LiveFeed.OpenAsync(ada.Http, $"content:{piece}");
        var runAt = TimeProvider.System.GetUtcNow().AddSeconds(3);
        var scheduled = await ada.PostAsync($"content/{piece}/schedule", new { channelIds = new[] { site, hook }, runAt });
        Assert.Equal("scheduled", scheduled["content"]!.AsObject().Text("state"));
        var jobs = scheduled.Items("jobs").ToDictionary(j => j.Text("connector")!, j => j.Id());
        Assert.Equal(["site", "webhook"], jobs.Keys.Order());

        // Followed, not asked: the stream says when both are out.
        var seen = await live.UntilAsync("job.updated", data => data.Text("status") == "succeeded", jobs.Values);
        Assert.Contains(seen, m => m.Text("type") == "content.updated");

        Assert.Equal(0, await Books.CheckAsync(bed, jobs["webhook"]));
        var arrival = Assert.Single(bed.Sink.Of(jobs["webhook"]));
        Assert.True(arrival.At >= runAt, $"It came {runAt - arrival.At} early.");
        var data = JsonNode.Parse(arrival.Body)!["data"]!.AsObject();
        Assert.Equal("The harbour opens again", data.Text("title"));
        Assert.Contains("<em>two years</em>", data.Text("html"), StringComparison.Ordinal);

        await IsOnTheSiteAsync(draft.Text("slug")!);
        await IsInTheFiguresAsync(piece, hook);
    }

    private static async Task<BroadcasterApi> SecondPersonAsync(BroadcasterApi owner)
    {
        var member = await owner.CreateAsync("members", new { email = "grace@example.com", name = "Grace", role = "reviewer", password = "a quiet lighthouse" });
        var token = await owner.CreateAsync("tokens", new { name = "Grace's reviews", role = "reviewer", memberId = member.Id() });
        var grace = new BroadcasterApi(owner.Http.BaseAddress!, token.Text("token")!);
        await grace.PostAsync("channels", new { connector = "webhook", name = "Not hers to add", settings = new { url = "https://news.example" } }, HttpStatusCode.Forbidden);
        return grace;
    }

    private async Task IsOnTheSiteAsync(string slug)
    {
        using var anybody = new HttpClient { BaseAddress = bed.Program.Address };
        var page = await anybody.GetStringAsync($"/site/{BroadcasterApp.Workspace}/{slug}");
        Assert.Contains("The harbour opens again", page, StringComparison.Ordinal);
        Assert.Contains("<em>two years</em>", page, StringComparison.Ordinal);
        Assert.Contains($"/site/{BroadcasterApp.Workspace}/{slug}", await anybody.GetStringAsync($"/site/{BroadcasterApp.Workspace}/feed.xml"), StringComparison.Ordinal);
    }

    private async Task IsInTheFiguresAsync(Guid piece, Guid hook)
    {
        var published = await bed.Api.GetAsync($"content/{piece}");
        Assert.Equal("published", published.Text("state"));
        Assert.NotNull(published.Time("publishedAt"));

        var deliveries = (await bed.Api.GetAsync("deliveries")).Items();
        Assert.Equal(2, deliveries.Count);
        var delivered = deliveries.Single(d => d["channelId"]!.GetValue<Guid>() == hook);
        Assert.StartsWith("event-", delivered.Text("externalId"), StringComparison.Ordinal);
        Assert.StartsWith("https://news.example/", delivered.Text("permalink"), StringComparison.Ordinal);

        var figures = await bed.Api.GetAsync("jobs/statistics?range=24h");
        Assert.Equal(2, figures["total"]!.GetValue<int>());
        Assert.Equal(2, figures["byStatus"]!["succeeded"]!.GetValue<int>());
        Assert.Equal(0, figures["retries"]!.GetValue<int>());

        var trail = (await bed.Api.GetAsync("audit?pageSize=200")).Items().Select(e => e.Text("action")).ToList();
        Assert.All(["content.submitted", "content.approved", "content.scheduled"], action => Assert.Contains(action, trail));
    }

    /// <summary>The server-sent events of one topic.</summary>
    private sealed class LiveFeed(HttpResponseMessage response, StreamReader reader) : IDisposable
    {
        public static async Task<LiveFeed> OpenAsync(HttpClient http, string topic)
        {
            var response = await http.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/live?topic={topic}"), HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            return new LiveFeed(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        /// <summary>Reads until a message of this type has come for each of the ids; answers all that came.</summary>
        public async Task<IReadOnlyList<JsonObject>> UntilAsync(string type, Predicate<JsonObject> done, IEnumerable<Guid> ids)
        {
            var open = ids.ToHashSet();
            var messages = new List<JsonObject>();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
            while (open.Count > 0)
            {
                var line = await reader.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The stream ended.");
                if (!line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    continue;
                }

                var message = JsonNode.Parse(line["data: ".Length..])!.AsObject();
                messages.Add(message);
                if (message.Text("type") == type && message["data"] is JsonObject data && done(data))
                {
                    open.Remove(message.Id());
                }
            }

            return messages;
        }

        public void Dispose()
        {
            reader.Dispose();
            response.Dispose();
        }
    }
}

public sealed class SqliteApiOnlyTests(SqliteCrashBed bed) : ApiOnlyTests(bed), IClassFixture<SqliteCrashBed>;

public sealed class PostgresApiOnlyTests(PostgresCrashBed bed) : ApiOnlyTests(bed), IClassFixture<PostgresCrashBed>;
