using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Members;

public sealed class AdministrationTests
{
    [Fact]
    public async Task Tokens_MadeUsedRevoked_WorkJustAsLong()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var owner = app.CreateApiClient();
        var made = await ReadAsync(await owner.PostAsJsonAsync("/api/v1/tokens", new { name = "Import", role = "viewer" }), HttpStatusCode.Created);
        using var viewer = app.CreateApiClient(made.GetProperty("token").GetString()!);

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync("/api/v1/members")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PatchAsJsonAsync("/api/v1/settings", new { approvals = new { mode = "none" } })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.DeleteAsync($"/api/v1/tokens/{made.GetProperty("id").GetGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await viewer.GetAsync("/api/v1/members")).StatusCode);
    }

    [Fact]
    public async Task Members_AddedWithPassword_TheirTokenActsAsThem()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var owner = app.CreateApiClient();
        var member = await ReadAsync(await owner.PostAsJsonAsync("/api/v1/members", new { email = "grace@example.com", name = "Grace", role = "reviewer", password = "seven green bottles" }), HttpStatusCode.Created);
        var memberId = member.GetProperty("id").GetGuid();

        var token = await ReadAsync(await owner.PostAsJsonAsync("/api/v1/tokens", new { name = "Grace's", role = "reviewer", memberId }), HttpStatusCode.Created);

        Assert.Equal(memberId, token.GetProperty("memberId").GetGuid());
        Assert.Equal("active", member.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Members_AddedWithoutPassword_AnswerHoldsTheLink()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var owner = app.CreateApiClient();

        var invited = await ReadAsync(await owner.PostAsJsonAsync("/api/v1/members", new { email = "grace@example.com", name = "Grace", role = "author" }), HttpStatusCode.Created);

        using var page = await app.CreateClient().GetAsync(new Uri(invited.GetProperty("invitationLink").GetString()!).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("grace@example.com", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = await app.CreateClient().GetAsync("/invite/nonsense");
        Assert.Equal(HttpStatusCode.Gone, wrong.StatusCode);
    }

    [Fact]
    public async Task PasswordLink_Opened_PageAsksForANewPassword()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var owner = app.CreateApiClient();
        var member = await ReadAsync(await owner.PostAsJsonAsync("/api/v1/members", new { email = "grace@example.com", name = "Grace", role = "author", password = "seven green bottles" }), HttpStatusCode.Created);

        var made = await ReadAsync(await owner.PostAsync($"/api/v1/members/{member.GetProperty("id").GetGuid()}/password-link", null), HttpStatusCode.OK);

        using var page = await app.CreateClient().GetAsync(new Uri(made.GetProperty("link").GetString()!).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("grace@example.com", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = await app.CreateClient().GetAsync("/password/nonsense");
        Assert.Equal(HttpStatusCode.Gone, wrong.StatusCode);
    }

    [Fact]
    public async Task Workspaces_MadeWithToken_TokenOpensOnlyThatOne()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var owner = app.CreateApiClient();
        var made = await ReadAsync(await owner.PostAsJsonAsync("/api/v1/workspaces", new { name = "Second", slug = "second", timeZone = "Europe/Berlin", withToken = true }), HttpStatusCode.Created);
        using var second = app.CreateApiClient(made.GetProperty("token").GetString()!);

        var settings = await ReadAsync(await second.GetAsync("/api/v1/settings"), HttpStatusCode.OK);
        var channels = await ReadAsync(await second.GetAsync("/api/v1/channels"), HttpStatusCode.OK);
        var mine = (await ReadAsync(await owner.GetAsync("/api/v1/members"), HttpStatusCode.OK)).GetProperty("items")[0].GetProperty("id").GetGuid();

        Assert.Equal("second", settings.GetProperty("workspace").GetProperty("slug").GetString());
        Assert.Equal("site", channels.GetProperty("items")[0].GetProperty("connector").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await second.GetAsync($"/api/v1/members/{mine}")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await owner.PostAsJsonAsync("/api/v1/workspaces", new { name = "Second", slug = "second" })).StatusCode);
    }

    [Fact]
    public async Task Settings_Patched_AreShownAndAudited()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var owner = app.CreateApiClient();

        var settings = await ReadAsync(await owner.PatchAsJsonAsync("/api/v1/settings", new { approvals = new { mode = "required" } }), HttpStatusCode.OK);
        var unknown = await ReadAsync(await owner.PatchAsJsonAsync("/api/v1/settings", new { approvals = new { mood = "good" } }), HttpStatusCode.UnprocessableEntity);
        var trail = await ReadAsync(await owner.GetAsync("/api/v1/audit?action=settings.changed"), HttpStatusCode.OK);
        var sound = await ReadAsync(await owner.GetAsync("/api/v1/audit/verification"), HttpStatusCode.OK);

        Assert.Equal("required", settings.GetProperty("approvals").GetProperty("mode").GetString());
        Assert.True(unknown.GetProperty("errors").TryGetProperty("approvals.mood", out _));
        Assert.Equal("api", Assert.Single(trail.GetProperty("items").EnumerateArray()).GetProperty("via").GetString());
        Assert.True(sound.GetProperty("intact").GetBoolean());
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
