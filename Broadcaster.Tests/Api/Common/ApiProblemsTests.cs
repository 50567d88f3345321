using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Broadcaster.Tests.Api.Common;

public sealed class ApiProblemsTests : IAsyncLifetime
{
    private ApiHost host = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync(api =>
        {
            api.MapGet("/probe/errors/{name}", (string name) => new Refusal(Errors[name]));
            api.MapGet("/probe/fails", string () => throw new InvalidOperationException("secret inside"));
            api.MapPost("/probe/body", (Probe probe) => TypedResults.Ok(probe));
            api.MapGet("/probe/list", ([AsParameters] PageQuery page) => TypedResults.Ok(page.Read("-createdAt", "name")));
            api.MapGet("/probe/query", (Guid? id, int? count, UtcTime? at) => TypedResults.Ok(new { id, count, at = at?.Value }));
        });
        client = host.ClientAs();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    private static readonly Dictionary<string, Error> Errors = new()
    {
        ["malformed"] = new OfKind(ErrorKind.Malformed),
        ["invalid"] = new InvalidInput(new Dictionary<string, string[]> { ["title"] = ["Write a title."] }),
        ["missing"] = new Broadcaster.Core.Foundation.Common.NotFound("content"),
        ["forbidden"] = new NotAllowed("Not you."),
        ["conflict"] = new OfKind(ErrorKind.Conflict),
        ["stale"] = new StaleVersion("content", 7),
        ["large"] = new OfKind(ErrorKind.TooLarge),
        ["illegal"] = new IllegalMove("content", "approved", "draft", ["edit", "submit"]),
    };

    [Theory]
    [InlineData("malformed", 400, "test.kind")]
    [InlineData("invalid", 422, "validation.failed")]
    [InlineData("missing", 404, "content.not_found")]
    [InlineData("forbidden", 403, "permission.denied")]
    [InlineData("conflict", 409, "test.kind")]
    [InlineData("stale", 412, "content.stale")]
    [InlineData("large", 413, "test.kind")]
    [InlineData("illegal", 409, "content.illegal_move")]
    public async Task Refusal_OfAKind_HasItsStatusAndCode(string name, int status, string code)
    {
        using var response = await client.GetAsync($"/api/v1/probe/errors/{name}");

        await response.ProblemAsync(status, code);
    }

    [Fact]
    public void StatusOf_EveryKind_IsAnErrorOfItsOwn()
    {
        var statuses = Enum.GetValues<ErrorKind>().Select(Problem.StatusOf).ToList();

        Assert.All(statuses, s => Assert.InRange(s, 400, 499));
        Assert.Equal(statuses.Count, statuses.Distinct().Count());
    }

    [Fact]
    public async Task Refusal_WithDetails_CarriesThem()
    {
        var illegal = await (await client.GetAsync("/api/v1/probe/errors/illegal")).ProblemAsync(409, "content.illegal_move");
        var stale = await (await client.GetAsync("/api/v1/probe/errors/stale")).ProblemAsync(412, "content.stale");
        var invalid = await (await client.GetAsync("/api/v1/probe/errors/invalid")).ProblemAsync(422, "validation.failed");

        Assert.Equal("draft", illegal["state"]!.GetValue<string>());
        Assert.Equal(["edit", "submit"], illegal["allowed"]!.AsArray().Select(a => a!.GetValue<string>()));
        Assert.Equal(7, stale["version"]!.GetValue<int>());
        Assert.Equal("Write a title.", invalid["errors"]!["title"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Exception_Unforeseen_Is500WithoutItsText()
    {
        using var response = await client.GetAsync("/api/v1/probe/fails");

        await response.ProblemAsync(500, "internal");
        Assert.DoesNotContain("secret inside", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Route_Unknown_Is404Problem() =>
        await (await client.GetAsync("/api/v1/nothing/here")).ProblemAsync(404, "route.not_found");

    [Fact]
    public async Task Method_NotAllowed_Is405ThatNamesTheAllowed()
    {
        using var response = await client.DeleteAsync("/api/v1/jobs");

        var problem = await response.ProblemAsync(405, "method.not_allowed");
        Assert.Contains("GET", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_Missing_Is401Problem()
    {
        using var anonymous = host.Anonymous();
        using var response = await anonymous.GetAsync("/api/v1/jobs");

        await response.ProblemAsync(401, "auth.required");
    }

    [Fact]
    public async Task MediaType_NotJson_Is415Problem()
    {
        using var response = await client.PostAsync("/api/v1/probe/body", new StringContent("<a/>", Encoding.UTF8, "application/xml"));

        await response.ProblemAsync(415, "request.media_type");
    }

    [Theory]
    [InlineData("{ \"id\": ", "request.malformed_json", "body", null)]
    [InlineData("", "request.body_required", "body", "JSON body")]
    [InlineData("{ \"id\": \"x\" }", "request.invalid", "id", "UUID")]
    [InlineData("{ \"count\": \"many\" }", "request.invalid", "count", "whole number")]
    [InlineData("{ \"flag\": 1 }", "request.invalid", "flag", "true or false")]
    [InlineData("{ \"role\": \"boss\" }", "request.invalid", "role", "owner, admin, editor, author, reviewer, viewer")]
    [InlineData("{ \"role\": 1 }", "request.invalid", "role", "owner")]
    [InlineData("{ \"at\": \"2026-11-21T09:00:00\" }", "request.invalid", "at", "offset")]
    [InlineData("{ \"at\": \"tomorrow\" }", "request.invalid", "at", "offset")]
    [InlineData("{ \"parts\": [{ \"size\": 1 }, { \"size\": \"big\" }] }", "request.invalid", "parts[1].size", "whole number")]
    [InlineData("{ \"parts\": {} }", "request.invalid", "parts", "array")]
    [InlineData("{ \"settings\": \"text\" }", "request.invalid", "settings", "wrong type")]
    [InlineData("[]", "request.invalid", "body", null)]
    public async Task Body_Wrong_Is400ThatNamesTheField(string json, string code, string field, string? expected)
    {
        using var response = await client.PostAsync("/api/v1/probe/body", new StringContent(json, Encoding.UTF8, "application/json"));

        var problem = await response.ProblemAsync(400, code);
        var message = problem["errors"]?[field]?[0]?.GetValue<string>();
        Assert.True(message is not null, problem.ToJsonString());
        Assert.Contains(expected ?? "", message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_GoodValues_AreWrittenAsTheContractSays()
    {
        using var response = await client.PostAsJsonAsync("/api/v1/probe/body", new { role = "reviewer", at = "2026-11-21T09:00:00.25+01:00" });

        var json = await response.JsonAsync();
        Assert.Equal("reviewer", json["role"]!.GetValue<string>());
        Assert.Equal("2026-11-21T08:00:00.25Z", json["at"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=x", "page")]
    [InlineData("pageSize=201", "pageSize")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("sort=colour", "sort")]
    public async Task Paging_Wrong_Is400ThatNamesIt(string query, string field)
    {
        using var response = await client.GetAsync($"/api/v1/probe/list?{query}");

        var problem = await response.ProblemAsync(400, "request.invalid");
        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task Paging_Left_OutIsTheFirstFiftyInTheDefaultOrder()
    {
        var page = await (await client.GetAsync("/api/v1/probe/list")).JsonAsync();

        Assert.Equal((1, 50, "-createdAt"), (page["number"]!.GetValue<int>(), page["size"]!.GetValue<int>(), page["sort"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("id=7", "id")]
    [InlineData("count=many", "count")]
    [InlineData("at=soon", "at")]
    public async Task Query_Wrong_Is400ThatNamesIt(string query, string field)
    {
        var problem = await (await client.GetAsync($"/api/v1/probe/query?{query}")).ProblemAsync(400, "request.invalid");

        Assert.NotNull(problem["errors"]![field]);
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-21T00:00:00Z")]
    [InlineData("2026-11-21T09:00:00", "2026-11-21T09:00:00Z")]
    [InlineData("2026-11-21T09:00:00+01:00", "2026-11-21T08:00:00Z")]
    public async Task Query_Time_IsUtcWhereNothingElseIsSaid(string given, string meant)
    {
        var answer = await (await client.GetAsync($"/api/v1/probe/query?at={given}")).JsonAsync();

        Assert.Equal(meant, answer["at"]!.GetValue<string>());
    }

    private sealed record OfKind(ErrorKind Sort) : Error("test.kind", "A refusal.")
    {
        public override ErrorKind Kind => Sort;
    }

    private sealed record Probe
    {
        public Guid? Id { get; init; }

        public int? Count { get; init; }

        public bool? Flag { get; init; }

        public Role? Role { get; init; }

        public DateTimeOffset? At { get; init; }

        public List<Part>? Parts { get; init; }

        public JsonObject? Settings { get; init; }
    }

    private sealed record Part
    {
        public int Size { get; init; }
    }
}
