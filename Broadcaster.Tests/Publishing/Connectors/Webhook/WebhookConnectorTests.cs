using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;

namespace Broadcaster.Tests.Publishing.Connectors.Webhook;

public sealed class WebhookConnectorTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");

    [Fact]
    public async Task Publish_WithSecret_SignsExactlyWhatItSends()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200, """{"id":77,"url":"https://out.example/77"}"""));
        var settings = h.Bind("webhook", JsonSerializer.Serialize(new { url = server.Url + "/in?x=1" }), JsonSerializer.Serialize(new { secret = "whsec_" + Convert.ToBase64String(Key), headers = new Dictionary<string, string> { ["X-Team"] = "red-team-key" } }));

        var outcome = Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("webhook", settings, h.Content(title: "Größe \"1\"", canonical: "https://c.example/")));

        var call = Assert.Single(server.Calls);
        var (id, timestamp) = (call.Headers["webhook-id"], call.Headers["webhook-timestamp"]);
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes($"{id}.{timestamp}.").Concat(call.Body).ToArray()));
        Assert.Equal(expected, call.Headers["webhook-signature"]);
        Assert.Equal(h.JobId.ToString(), id);
        Assert.Equal(id, call.Headers["Idempotency-Key"]);
        Assert.Equal(h.App.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(), timestamp);
        Assert.Equal("corr-1", call.Headers["X-Correlation-Id"]);
        Assert.Equal("red-team-key", call.Headers["X-Team"]);
        Assert.Equal("application/json; charset=utf-8", call.Headers["Content-Type"]);
        Assert.Equal("77", outcome.ExternalId);
        Assert.Equal("https://out.example/77", outcome.Permalink);

        using var json = JsonDocument.Parse(call.Body);
        Assert.Equal(["type", "timestamp", "data"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("content.published", json.RootElement.GetProperty("type").GetString());
        Assert.EndsWith("Z", json.RootElement.GetProperty("timestamp").GetString());
        var data = json.RootElement.GetProperty("data");
        Assert.Equal(
            ["jobId", "contentId", "channelId", "title", "body", "html", "summary", "slug", "tags", "canonicalUrl", "language", "metadata"],
            data.EnumerateObject().Select(p => p.Name));
        Assert.Equal("Größe \"1\"", data.GetProperty("title").GetString());
        Assert.Equal("red", data.GetProperty("metadata").GetProperty("team").GetString());
        Assert.Equal("1.50", data.GetProperty("metadata").GetProperty("seo").GetProperty("boost").GetRawText());
        Assert.Equal([null, "\ufffe"], data.GetProperty("metadata").GetProperty("seo").GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("<p>Some <strong>text</strong>.</p>\n", data.GetProperty("html").GetString());
    }

    [Theory]
    [InlineData("{\"id\":\"\\ud800\"}")]
    [InlineData("{\"url\":\"https://x.example/\\udc00\"}")]
    [InlineData("{\"id\":")]
    public async Task Publish_AnswerThatCannotBeRead_IsDeliveredAllTheSame(string answer)
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200, answer));
        var settings = h.Bind("webhook", JsonSerializer.Serialize(new { url = server.Url }));

        var outcome = Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("webhook", settings));

        Assert.Equal((null, null), (outcome.ExternalId, outcome.Permalink));
    }

    [Fact]
    public async Task Publish_SecondAttempt_SameKeyAndBodyNewTimestamp()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedHttpServer(_ => new HttpReply(204));
        var settings = h.Bind("webhook", JsonSerializer.Serialize(new { url = server.Url }));
        var request = h.Request("webhook", settings);
        await h.Connector("webhook").PublishAsync(request, CancellationToken.None);
        h.App.Time.Advance(TimeSpan.FromMinutes(5));
        await h.Connector("webhook").PublishAsync(request with { Attempt = 2 }, CancellationToken.None);

        Assert.Equal(2, server.Calls.Count);
        Assert.Equal(server.Calls[0].Headers["webhook-id"], server.Calls[1].Headers["webhook-id"]);
        Assert.Equal(server.Calls[0].Text, server.Calls[1].Text);
        Assert.NotEqual(server.Calls[0].Headers["webhook-timestamp"], server.Calls[1].Headers["webhook-timestamp"]);
        Assert.False(server.Calls[0].Headers.ContainsKey("webhook-signature"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("[1,2]")]
    [InlineData("{\"id\":{\"a\":1},\"url\":\"javascript:alert(1)\"}")]
    [InlineData("{ not json")]
    public async Task Publish_OddAnswer_IsStillAYes(string body)
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200, body));
        var outcome = Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("webhook", h.Bind("webhook", JsonSerializer.Serialize(new { url = server.Url }))));
        Assert.Null(outcome.ExternalId);
        Assert.Null(outcome.Permalink);
    }

    [Fact]
    public async Task Publish_YesWithBrokenBody_IsStillAYes()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedHttpServer(_ => new HttpReply(200, "{\"id\":") { ClaimedLength = 500 });
        Assert.IsType<PublishOutcome.Succeeded>(await h.PublishAsync("webhook", h.Bind("webhook", JsonSerializer.Serialize(new { url = server.Url }))));
    }

    [Fact]
    public async Task Publish_Gone_IsRejectedWithWhatToDo()
    {
        await using var h = await ConnectorHarness.StartAsync();
        await using var server = new ScriptedHttpServer(_ => new HttpReply(410));
        var outcome = Assert.IsType<PublishOutcome.Rejected>(await h.PublishAsync("webhook", h.Bind("webhook", JsonSerializer.Serialize(new { url = server.Url }))));
        Assert.Equal(410, outcome.Fault.HttpStatus);
        Assert.NotNull(outcome.Fault.Hint);
    }

    [Theory]
    [InlineData("""{}""", "url")]
    [InlineData("""{"url":"not an address"}""", "url")]
    [InlineData("""{"url":"https://user:pw@x.example/"}""", "url")]
    [InlineData("""{"url":5}""", "url")]
    [InlineData("""{"url":"https://x.example","secret":"plain"}""", "secret")]
    [InlineData("""{"url":"https://x.example","headers":{"webhook-id":"1"}}""", "headers")]
    [InlineData("""{"url":"https://x.example","headers":{"a b":"1"}}""", "headers")]
    [InlineData("""{"url":"https://x.example","headers":{"X-A":"1\r\nX-B: 2"}}""", "headers")]
    public async Task Settings_Wrong_NamesTheField(string json, string field)
    {
        await using var h = await ConnectorHarness.StartAsync();
        var bound = ConnectorSettings.Bind(h.Connector("webhook"), json, null);
        Assert.False(bound.Ok);
        Assert.Equal([field], bound.Error.Fields.Keys);
    }
}
