using System.Net;
using System.Text.RegularExpressions;
using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Broadcaster.Tests.Tenancy;

public sealed partial class SignInPageTests
{
    [Fact]
    public async Task SignIn_ReturnAddressElsewhere_StaysHere()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var client = Client(app);

        using var answer = await SignInAsync(client, BroadcasterApp.AdminPassword, "/signin?returnUrl=https%3A%2F%2Fevil.example");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", new Uri(client.BaseAddress!, answer.Headers.Location!).AbsolutePath);
        Assert.Equal(client.BaseAddress!.Host, new Uri(client.BaseAddress, answer.Headers.Location!).Host);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("broadcaster.session", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SignIn_TooOften_Answers429WithRetryAfter()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var client = Client(app);
        for (var i = 0; i < SignInAttempts.AMinutePerAccount; i++)
        {
            using var refused = await SignInAsync(client, "wrong");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        using var answer = await SignInAsync(client, "wrong");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task PasswordLink_TriedTooOften_Answers429WithRetryAfter()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var owner = app.CreateApiClient();
        using var answered = await owner.GetAsync("/api/v1/members");
        var member = System.Text.Json.JsonDocument.Parse(await answered.Content.ReadAsStringAsync()).RootElement.GetProperty("items")[0].GetProperty("id").GetGuid();
        using var made = await owner.PostAsync($"/api/v1/members/{member}/password-link", null);
        var link = new Uri(System.Text.Json.JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement.GetProperty("link").GetString()!).PathAndQuery;
        using var client = Client(app);
        for (var i = 0; i < SignInAttempts.AMinutePerAccount; i++)
        {
            using var refused = await PostAsync(client, link, link, "password", ("Input.Password", "weak"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        using var answer = await PostAsync(client, link, link, "password", ("Input.Password", "weak"));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task PasswordLink_MadeAtTheStart_StandsInTheAuditTrail()
    {
        await using var app = new BroadcasterApp(bootstrapped: true, settings: ("password-link", BroadcasterApp.AdminEmail));
        using var owner = app.CreateApiClient();

        var trail = await owner.GetStringAsync("/api/v1/audit?action=account.password_link_made");

        var entry = Assert.Single(System.Text.Json.JsonDocument.Parse(trail).RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal("system", entry.GetProperty("via").GetString());
    }

    [Fact]
    public async Task SignIn_WithoutAntiforgeryToken_IsRefused()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var client = Client(app);

        using var answer = await client.PostAsync("/signin", new FormUrlEncodedContent([new("_handler", "signin"), new("Input.Email", BroadcasterApp.AdminEmail), new("Input.Password", BroadcasterApp.AdminPassword)]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_SignedIn_OwnWorkspaceOpensAndOthersAreNotThere()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var client = Client(app);
        using var signedIn = await SignInAsync(client, BroadcasterApp.AdminPassword);

        using var start = await client.GetAsync("/");
        using var members = await client.GetAsync("/w/main/members");
        using var other = await client.GetAsync("/w/other/members");
        using var gone = await client.GetAsync("/setup");

        Assert.Equal("/w/main", start.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, members.StatusCode);
        Assert.Contains("frame-ancestors 'none'", members.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Equal(HttpStatusCode.Found, gone.StatusCode);
    }

    [Fact]
    public async Task Pages_PasswordChanged_OtherSessionEnds()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        using var one = Client(app);
        using var signedIn = await SignInAsync(one, BroadcasterApp.AdminPassword);
        using var form = await PostAsync(one, "/account", "/account", "password", ("Current", BroadcasterApp.AdminPassword), ("Wanted", "eight red lanterns"));
        using var still = await one.GetAsync("/account");

        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        Assert.Contains("Your password is changed", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Pages_NobodyYet_LeadToSetUpAndThenNot()
    {
        await using var app = new BroadcasterApp();
        using var client = Client(app);
        using var start = await client.GetAsync("/w/whatever");
        Assert.Equal("/setup", start.Headers.Location!.OriginalString);

        using var made = await PostAsync(
            client, "/setup", "/setup", "setup", ("Input.Name", "Ada"), ("Input.Email", "ada@example.com"), ("Input.Password", "correct horse battery"), ("Input.Workspace", "Acme"), ("Input.TimeZone", "Europe/Berlin"));
        using var again = await client.GetAsync("/setup");

        Assert.EndsWith("/w/acme", made.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("/", again.Headers.Location!.OriginalString);
    }

    private static HttpClient Client(BroadcasterApp app) => app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string password, string address = "/signin") =>
        PostAsync(client, address, address, "signin", ("Input.Email", BroadcasterApp.AdminEmail), ("Input.Password", password));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string address, string handler, params (string Name, string Value)[] fields)
    {
        var html = await client.GetStringAsync(page);
        var token = Antiforgery().Match(html).Groups[1].Value;
        return await client.PostAsync(address, new FormUrlEncodedContent(
            [new("_handler", handler), new("__RequestVerificationToken", token), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
