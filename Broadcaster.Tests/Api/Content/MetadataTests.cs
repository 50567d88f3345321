using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Broadcaster.Tests.Api.Common;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Content;

public sealed class MetadataTests : IAsyncLifetime
{
    private ApiHost host = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync();
        client = host.ClientAs();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Post_AnyObject_ComesBackAsItCame()
    {
        const string metadata = """{"z":{"list":[1.50,-0,12345678901234567890.10,1e400,null,true,{"deep":"\uFFFE"}]}," ":"","a":null,"keywords":["harbour","boats"]}""";

        var created = await PostAsync(metadata);
        var read = await (await client.GetAsync($"/api/v1/content/{created["id"]}")).Content.ReadAsStringAsync();
        var listed = await client.GetStringAsync("/api/v1/content");

        Assert.Contains($"\"metadata\":{metadata}", read, StringComparison.Ordinal);
        Assert.Contains($"\"metadata\":{metadata}", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_SameObjectInAnotherOrder_ChangesNothing()
    {
        var created = await PostAsync("""{ "a": { "x": 1, "y": [2] }, "b": "é" }""");

        var saved = await PutAsync(created, """{ "b": "\u00e9", "a": { "y": [2], "x": 1 } }""");
        var changed = await PutAsync(created, """{ "b": "\u00e9", "a": { "y": [2.0], "x": 1 } }""");

        Assert.Equal((created["contentHash"]!.ToString(), 1), (saved["contentHash"]!.ToString(), saved["version"]!.GetValue<int>()));
        Assert.Equal(2, changed["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task Revisions_ValueDeepInside_IsNamedByItsPath_AndComesBack()
    {
        var created = await PostAsync("""{ "seo": { "boost": 1.5, "same": [1] }, "old": "text", "kind": 5 }""");
        await PutAsync(created, """{ "seo": { "boost": 2, "same": [1] }, "kind": "5" }""");

        var compared = await (await client.GetAsync($"/api/v1/content/{created["id"]}/revisions/compare?from=1&to=2")).Content.ReadAsStringAsync();
        using var restored = await client.PostAsync($"/api/v1/content/{created["id"]}/revisions/1/restore", null);

        var fields = JsonNode.Parse(compared)!["fields"]!.AsArray().Select(f => (f!["field"]!.ToString(), f["before"]?.ToString(), f["after"]?.ToString()));
        Assert.Equal([("metadata.kind", "5", "\"5\""), ("metadata.old", "text", null), ("metadata.seo.boost", "1.5", "2")], fields);
        Assert.Equal(created["contentHash"]!.ToString(), (await restored.JsonAsync())["contentHash"]!.ToString());
    }

    [Theory]
    [InlineData("5", 400, "metadata")]
    [InlineData("[]", 400, "metadata")]
    [InlineData("\"text\"", 400, "metadata")]
    [InlineData("""{ "a": 1, "a": 2 }""", 400, "metadata.a")]
    [InlineData("""{ "a": { "b": 1, "b": 2 } }""", 400, "metadata.a")]
    [InlineData("""{ "\ud800": 1 }""", 400, "metadata")]
    [InlineData("""{ "a": ["\udc00"] }""", 422, "metadata.a[0]")]
    [InlineData("""{ "a": { "\ud800": 1 } }""", 400, "metadata.a")]
    [InlineData("""{ "a": "\u0000" }""", 422, "metadata.a")]
    public async Task Post_WhatCannotBeKept_NamesThePlace(string metadata, int status, string field)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/content", metadata);

        Assert.Equal(status, (int)response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
    }

    [Theory]
    [InlineData(17, 422)]
    [InlineData(200, 400)]
    public async Task Post_TooDeep_IsRefused(int levels, int status)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/content", $$"""{ "a": {{new string('[', levels - 1)}}{{new string(']', levels - 1)}} }""");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("deep", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_JsonLines_TakesAnyObjectToo()
    {
        using var body = new StringContent("""{ "title": "T", "metadata": { "a": [1.0, { "b": null }] } }""", Encoding.UTF8, "application/x-ndjson");
        using var imported = await client.PostAsync("/api/v1/content/import", body);

        Assert.Equal(HttpStatusCode.OK, imported.StatusCode);
        Assert.Contains("\"metadata\":{\"a\":[1.0,{\"b\":null}]}", await client.GetStringAsync("/api/v1/content"), StringComparison.Ordinal);
    }

    private async Task<JsonObject> PostAsync(string metadata)
    {
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/content", metadata);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.JsonAsync();
    }

    private async Task<JsonObject> PutAsync(JsonObject created, string metadata)
    {
        using var response = await SendAsync(HttpMethod.Put, $"/api/v1/content/{created["id"]}", metadata);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string metadata)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent($$"""{ "title": "T", "body": "B", "metadata": {{metadata}} }""", Encoding.UTF8, "application/json") };
        return await client.SendAsync(request);
    }
}
