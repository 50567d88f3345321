using System.Net;
using System.Net.Http.Json;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Broadcaster.Tests.Api.Common;

public sealed class ConventionTests
{
    private static void Routes(RouteGroupBuilder api)
    {
        api.MapGet("/probe/thing", Results<Ok<Thing>, Refusal> () => TypedResults.Ok(new Thing("a", 3)));
        api.MapPut("/probe/thing", (IfMatch ifMatch) => TypedResults.Ok(new { ifMatch.Version }));
        api.MapPost("/probe/thing", (Thing thing) => TypedResults.Ok(thing));
        api.MapGet("/probe/correlation", (CurrentCaller caller) => TypedResults.Ok(new { caller.Value.CorrelationId }));
    }

    [Fact]
    public async Task ETag_OfOneResource_IsItsVersion()
    {
        await using var host = await ApiHost.StartAsync(Routes);
        using var client = host.ClientAs();

        using var response = await client.GetAsync("/api/v1/probe/thing");

        Assert.Equal("\"3\"", response.Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("\"3\"", "3")]
    [InlineData("W/\"4\"", "4")]
    [InlineData("*", null)]
    [InlineData(null, null)]
    public async Task IfMatch_IsTheVersionOrNothing(string? header, string? version)
    {
        await using var host = await ApiHost.StartAsync(Routes);
        using var client = host.ClientAs();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/probe/thing");
        request.Headers.TryAddWithoutValidation("If-Match", header);

        var answer = await (await client.SendAsync(request)).JsonAsync();

        Assert.Equal(version, answer["version"]?.ToString());
    }

    [Fact]
    public async Task IfMatch_NotAnETag_Is400()
    {
        await using var host = await ApiHost.StartAsync(Routes);
        using var client = host.ClientAs();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/probe/thing");
        request.Headers.TryAddWithoutValidation("If-Match", "\"latest\"");

        await (await client.SendAsync(request)).ProblemAsync(400, "request.invalid");
    }

    [Fact]
    public async Task CorrelationId_Sent_IsEchoedAndReachesTheCaller()
    {
        await using var host = await ApiHost.StartAsync(Routes);
        using var client = host.ClientAs();
        client.DefaultRequestHeaders.Add("X-Correlation-Id", "order-42");

        using var response = await client.GetAsync("/api/v1/probe/correlation");

        Assert.Equal("order-42", Assert.Single(response.Headers.GetValues("X-Correlation-Id")));
        Assert.Equal("order-42", (await response.JsonAsync())["correlationId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("has blank")]
    [InlineData("quote\"inside")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task CorrelationId_NotFitToBeLogged_IsReplaced(string sent)
    {
        await using var host = await ApiHost.StartAsync(Routes);
        using var client = host.ClientAs();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Correlation-Id", sent);

        using var response = await client.GetAsync("/api/v1/probe/correlation");

        var made = Assert.Single(response.Headers.GetValues("X-Correlation-Id"));
        Assert.NotEqual(sent, made);
        Assert.Equal(32, made.Length);
    }

    [Fact]
    public async Task CorrelationId_OnAProblem_IsThereToo()
    {
        await using var host = await ApiHost.StartAsync(Routes);
        using var client = host.ClientAs();
        client.DefaultRequestHeaders.Add("X-Correlation-Id", "order-43");

        using var response = await client.GetAsync("/api/v1/jobs?page=0");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("order-43", Assert.Single(response.Headers.GetValues("X-Correlation-Id")));
    }

    [Fact]
    public async Task Body_OverTheLimit_Is413()
    {
        await using var host = await ApiHost.StartAsync(Routes, realServer: true);
        using var client = host.ClientAs();

        using var response = await client.PostAsJsonAsync("/api/v1/probe/thing", new Thing(new string('x', 1_100_000), 1));

        await response.ProblemAsync(413, "request.too_large");
    }

    [Fact]
    public async Task Requests_MoreThanTheLimit_Are429WithRetryAfter()
    {
        await using var host = await ApiHost.StartAsync(Routes, new() { ["Api:RequestsPerMinute"] = "2" });
        using var client = host.ClientAs();
        await client.GetAsync("/api/v1/probe/thing");
        await client.GetAsync("/api/v1/probe/thing");

        using var third = await client.GetAsync("/api/v1/probe/thing");
        using var other = host.ClientAs(Core.Foundation.Workspaces.Role.Editor);
        using var others = await other.GetAsync("/api/v1/probe/thing");

        await third.ProblemAsync(429, "rate_limited");
        Assert.True(third.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task Change_SignedInByCookie_NeedsTheAntiforgeryToken()
    {
        await using var host = await ApiHost.StartAsync(Routes, realServer: true);
        using var client = host.ClientByCookie();
        using var without = await client.PostAsJsonAsync("/api/v1/probe/thing", new Thing("a", 1));
        await without.ProblemAsync(400, "antiforgery.invalid");

        var token = await (await client.GetAsync("/api/v1/antiforgery-token")).JsonAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/probe/thing") { Content = JsonContent.Create(new Thing("a", 1)) };
        request.Headers.Add(token["header"]!.GetValue<string>(), token["token"]!.GetValue<string>());
        using var with = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
    }

    [Fact]
    public async Task Change_WithABearerToken_NeedsNoAntiforgeryToken()
    {
        await using var host = await ApiHost.StartAsync(Routes);
        using var client = host.ClientAs();

        using var response = await client.PostAsJsonAsync("/api/v1/probe/thing", new Thing("a", 1));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private sealed record Thing(string Name, int Version) : IVersionedResource;
}
