using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Api.Security;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Common;

public sealed class QueryParametersTests : IAsyncLifetime
{
    private ApiHost host = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync();
        client = host.ClientAs(Role.Owner);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task EveryOperation_ParameterThatItDoesNotHave_400ThatNamesIt()
    {
        var problems = new List<string>();
        foreach (var (name, request, _) in await RequestsAsync())
        {
            using var asked = request("nobody_knows=1");
            using var response = await client.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead);
            if ((int)response.StatusCode != 400 || (await response.ProblemAsync(400, "request.invalid"))["errors"]?["nobody_knows"] is null)
            {
                problems.Add($"{name}: {(int)response.StatusCode}");
            }
        }

        Assert.Empty(problems);
    }

    [Fact]
    public async Task EveryOperation_TakesWhatItsDescriptionSays_AndNoneOfItEmpty()
    {
        var problems = new List<string>();
        foreach (var (name, request, declared) in (await RequestsAsync()).Where(r => r.Declared.Count > 0))
        {
            using var asked = request(string.Join('&', declared.Select(d => $"{d}=%20")));
            using var response = await client.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead);
            var errors = (await response.ProblemAsync(400, "request.invalid"))["errors"]!.AsObject();
            if (!errors.Select(e => e.Key).Order().SequenceEqual(declared.Order()) || errors.Any(e => !e.Value![0]!.GetValue<string>().Contains("empty", StringComparison.Ordinal)))
            {
                problems.Add($"{name}: {errors.ToJsonString()}");
            }
        }

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("provider=x", "provider", "It takes: action, channelId,")]
    [InlineData("provider=", "provider", "has no parameter")]
    [InlineData("provider", "provider", "has no parameter")]
    [InlineData("status=queued&status=failed", "status", "once")]
    [InlineData("page=1&PAGE=2", "page", "once")]
    [InlineData("channelId=", "channelId", "empty")]
    [InlineData("Search=%20", "search", "empty")]
    public async Task Query_ReadOtherwiseThanItWasMeant_400ThatSaysWhy(string query, string field, string reason)
    {
        using var response = await client.GetAsync($"/api/v1/jobs?{query}");

        var problem = await response.ProblemAsync(400, "request.invalid");
        Assert.Contains(reason, problem["errors"]![field]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?PageSize=1&STATUS=queued,failed")]
    public async Task Query_WhateverItsCase_IsTaken(string query)
    {
        using var response = await client.GetAsync($"/api/v1/jobs{query}");

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Query_WithoutCredentials_StillIs401()
    {
        using var anonymous = host.Anonymous();
        using var response = await anonymous.GetAsync("/api/v1/jobs?provider=x");

        await response.ProblemAsync(401, "auth.required");
    }

    [Fact]
    public async Task Query_OfARepeatedPost_IsNotKeptAsItsAnswer()
    {
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/content?dryRun=true") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", "k");
            using var response = await client.SendAsync(request);

            await response.ProblemAsync(400, "request.invalid");
            Assert.False(response.Headers.Contains("Idempotency-Replayed"));
        }
    }

    [Fact]
    public async Task EveryBody_MemberThatItDoesNotHave_422ThatNamesIt()
    {
        var asked = 0;
        var problems = new List<string>();
        foreach (var route in ApiRoute.AllOf(host))
        {
            if (ApiCall.ByName[route.Name] is not { MediaType: "application/json", Body: { } body } call)
            {
                continue;
            }

            var sample = await WorkspaceSample.MakeAsync(host.Core, host.Core.CallerAs(Role.Owner), call.State, call.Status, $"Own {Guid.NewGuid():N}", call.Plan);
            var json = JsonNode.Parse(body)!.AsObject();
            json["nobodyKnows"] = 1;
            using var request = route.Request(call with { Body = json.ToJsonString() }, sample);
            using var response = await client.SendAsync(request);
            asked++;
            if ((int)response.StatusCode != 422 || JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]?["nobodyKnows"] is null)
            {
                problems.Add($"{route.Name}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
        }

        Assert.NotEqual(0, asked);
        Assert.Empty(problems);
    }

    // Each with what the document says that it takes.
    private async Task<List<(string Name, Func<string, HttpRequestMessage> Request, List<string> Declared)>> RequestsAsync()
    {
        using var anonymous = host.Anonymous();
        var document = JsonNode.Parse(await anonymous.GetStringAsync("/openapi/v1.json"))!["paths"]!.AsObject();
        var declared = document.SelectMany(path => path.Value!.AsObject()).Where(o => o.Value?["operationId"] is not null).ToDictionary(
            o => o.Value!["operationId"]!.GetValue<string>(),
            o => (o.Value!["parameters"]?.AsArray() ?? []).Where(p => p!["in"]?.GetValue<string>() == "query").Select(p => p!["name"]!.GetValue<string>()).ToList());
        var sample = await WorkspaceSample.MakeAsync(host.Core, host.Core.CallerAs(Role.Owner), default, Core.Publishing.Jobs.JobStatus.Succeeded, "Own");
        return [.. ApiRoute.AllOf(host).Select(route => (
            route.Name,
            (Func<string, HttpRequestMessage>)(query => route.Request(ApiCall.ByName[route.Name] with { Query = $"?{query}" }, sample)),
            declared[route.Name]))];
    }
}
