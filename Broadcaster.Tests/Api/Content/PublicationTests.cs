using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Content;

/// <summary>A piece's life after its publication, by the API of the real program with its own site.</summary>
public sealed class PublicationTests
{
    [Fact]
    public async Task Publication_UpdatedVerifiedTakenDown_ByApi()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var client = app.CreateApiClient();
        var content = await SendAsync(client, "content", new { title = "Bees on roofs", body = "First text." }, 201);
        var id = content["id"]!.GetValue<string>();
        await AllowAsync(client);
        var site = (await client.GetFromJsonAsync<JsonNode>("/api/v1/channels"))!["items"]![0]!["id"]!.GetValue<string>();
        await SendAsync(client, $"content/{id}/publish", new { channelIds = new[] { site } }, 200);
        var publication = await SeenAsync(client, id, p => p["certainty"]!.GetValue<string>() == "out");
        var publicationId = publication["id"]!.GetValue<string>();
        var page = new Uri(publication["permalink"]!.GetValue<string>()).PathAndQuery;
        Assert.Contains("First text.", await client.GetStringAsync(page), StringComparison.Ordinal);

        var revision = await SendAsync(client, $"content/{id}/revise", new { }, 201);
        var revisionId = revision["id"]!.GetValue<string>();
        using (var saved = await client.PutAsJsonAsync($"/api/v1/content/{revisionId}", new { title = "Bees on roofs", body = "Second text." }))
        {
            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync());
        }

        var update = await SendAsync(client, $"publications/{publicationId}/update", new { contentId = revisionId }, 202);
        Assert.Equal(("update", publicationId), (update["action"]!.GetValue<string>(), update["publicationId"]!.GetValue<string>()));
        await SeenAsync(client, id, p => p["currentContentId"]!.GetValue<string>() == revisionId);
        Assert.Contains("Second text.", await client.GetStringAsync(page), StringComparison.Ordinal);

        await SendAsync(client, $"publications/{publicationId}/verify", new { }, 202);
        await SeenAsync(client, id, p => p["stillThere"]?.GetValue<bool>() == true);

        await SendAsync(client, $"publications/{publicationId}/remove", new { reason = "Out of date" }, 202);
        await SeenAsync(client, id, p => p["certainty"]!.GetValue<string>() == "removed");
        using var gone = await client.GetAsync(page);
        Assert.Equal(410, (int)gone.StatusCode);
        await SendAsync(client, $"publications/{publicationId}/update", new { contentId = revisionId }, 409);
    }

    private static async Task AllowAsync(HttpClient client)
    {
        using var allowed = await client.PatchAsJsonAsync("/api/v1/settings", new { approvals = new { mode = "none" } });
        Assert.True(allowed.IsSuccessStatusCode, await allowed.Content.ReadAsStringAsync());
    }

    private static async Task<JsonNode> SendAsync(HttpClient client, string path, object body, int status)
    {
        using var response = await client.PostAsJsonAsync($"/api/v1/{path}", body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private static Task<JsonNode> SeenAsync(HttpClient client, string contentId, Func<JsonNode, bool> isSo) => Eventually.GetAsync(
        async () => (await client.GetFromJsonAsync<JsonNode>($"/api/v1/content/{contentId}/publications"))!["items"]!.AsArray().FirstOrDefault(p => isSo(p!)),
        () => "The publication did not get there.");
}
