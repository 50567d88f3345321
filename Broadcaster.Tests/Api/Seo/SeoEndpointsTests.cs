using System.Net;
using System.Net.Http.Json;
using System.Text;
using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Api.Common;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Seo;

public sealed class SeoEndpointsTests
{
    [Fact]
    public async Task Post_Text_AnswersScoreAndEveryCheck()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs(Role.Viewer);

        using var response = await client.PostAsJsonAsync("/api/v1/seo/score", new { title = "A content calendar for small teams", body = "# Hi\n\nText.", keywords = new[] { "content calendar" } });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var score = await response.JsonAsync();
        var expected = new SeoScorer().Score(new SeoInput { Title = "A content calendar for small teams", Body = "# Hi\n\nText.", Keywords = ["content calendar"] });
        Assert.Equal(expected.Score, score["score"]!.GetValue<int>());
        Assert.Equal("long", score["form"]!.GetValue<string>());
        var checks = score["checks"]!.AsArray();
        Assert.Equal(expected.Checks.Select(c => c.Id), checks.Select(c => c!["id"]!.GetValue<string>()));
        Assert.All(checks, c => Assert.All(["id", "label", "weight", "passed", "finding", "fix"], f => Assert.NotNull(c![f])));
        Assert.Equal(100, checks.Sum(c => c!["weight"]!.GetValue<int>()));
        Assert.Equal(expected.Score, checks.Where(c => c!["passed"]!.GetValue<bool>()).Sum(c => c!["weight"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Post_BadInput_NamesEveryField()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();

        using var response = await client.PostAsJsonAsync("/api/v1/seo/score", new
        {
            title = new string('t', 301), summary = new string('s', 2001), slug = new string('a', 151), language = "english!", form = "medium",
            keywords = Enumerable.Range(0, 21).Select(i => $"k{i}"), tags = new[] { new string('t', 101) }, siteUrl = new string('u', 2001),
        });

        var problem = await response.ProblemAsync(422, "validation.failed");
        Assert.Equal(["body", "form", "keywords", "language", "siteUrl", "slug", "summary", "tags", "title"], problem["errors"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Post_BodyOverTheLimits_IsRefused()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();

        using var tooLong = await client.PostAsJsonAsync("/api/v1/seo/score", new { body = new string('x', (512 * 1024) + 1) });
        using var request = new StringContent($$"""{ "body": "{{new string('x', 1024 * 1024)}}" }""", Encoding.UTF8, "application/json");
        using var tooLarge = await client.PostAsync("/api/v1/seo/score", request);
        using var broken = await client.PostAsync("/api/v1/seo/score", new StringContent("{ \"body\": ", Encoding.UTF8, "application/json"));

        Assert.Contains("512 KiB", (await tooLong.ProblemAsync(422, "validation.failed"))["errors"]!["body"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, tooLarge.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
    }

    [Fact]
    public async Task Post_ShortForm_MeasuredAsAPost()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.ClientAs();

        using var response = await client.PostAsJsonAsync("/api/v1/seo/score", new { body = "Do you plan your week? Read how: [the guide](https://example.test/guide) #planning", form = "short" });

        var score = await response.JsonAsync();
        Assert.Equal("short", score["form"]!.GetValue<string>());
        Assert.Contains(score["checks"]!.AsArray(), c => c!["id"]!.GetValue<string>() == "call-to-action" && c["passed"]!.GetValue<bool>());
    }
}
