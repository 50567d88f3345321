using System.Net;
using System.Reflection;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Api.Security;

/// <summary>Nothing of one workspace is seen or touched from another: over every entity and every endpoint.</summary>
public sealed class IsolationTests : IAsyncLifetime
{
    private ApiHost host = null!;
    private HttpClient client = null!;
    private WorkspaceSample foreign = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync();
        client = host.ClientAs(Role.Owner);
        var elsewhere = await host.Core.AddWorkspaceAsync("elsewhere");
        var stranger = await host.Core.AddMemberAsync(Role.Owner, WorkspaceSample.Mark, elsewhere);
        foreign = await WorkspaceSample.MakeAsync(host.Core, stranger, ContentState.InReview, JobStatus.Succeeded, WorkspaceSample.Mark);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Endpoints_WithAnotherWorkspacesIds_Answer404()
    {
        var problems = new List<string>();
        foreach (var route in ApiRoute.AllOf(host).Where(r => r.NamesAThing))
        {
            Assert.True(ApiCall.ByName.TryGetValue(route.Name, out var call), $"{route.Name} has no line in ApiCall");
            using var request = route.Request(call, foreign);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode != HttpStatusCode.NotFound)
            {
                problems.Add($"{route.Name} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.Equal(foreign.Content.Version, (await host.Core.FindContentAsync(foreign.Content.Id))!.Version);
    }

    [Fact]
    public async Task Lists_OfOneWorkspace_HoldNothingOfAnother()
    {
        var problems = new List<string>();
        var lists = ApiRoute.AllOf(host).Where(r => r is { Method: "GET", NamesAThing: false, Name: not "StreamLive" }).ToList();
        foreach (var route in lists)
        {
            Assert.True(ApiCall.ByName.TryGetValue(route.Name, out var call), $"{route.Name} has no line in ApiCall");
            using var request = route.Request(call, foreign);
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode || text.Contains(WorkspaceSample.Mark, StringComparison.Ordinal) || text.Contains(foreign.Content.Id.ToString(), StringComparison.Ordinal))
            {
                problems.Add($"{route.Name} answered {(int)response.StatusCode}: {text}");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        Assert.True(lists.Count > 10);
    }

    [Theory]
    [InlineData("POST", "/api/v1/content", """{ "title": "T", "body": "B", "variants": [{ "channelId": "{channel}", "body": "x" }] }""")]
    [InlineData("POST", "/api/v1/content/{own}/validate", """{ "channelIds": ["{channel}"] }""")]
    [InlineData("POST", "/api/v1/content/{own}/schedule", """{ "channelIds": ["{channel}"], "runAt": "2099-01-01T09:00:00Z" }""")]
    [InlineData("POST", "/api/v1/content/{own}/publish", """{ "channelIds": ["{channel}"] }""")]
    [InlineData("PUT", "/api/v1/content/{own}/variants/{channel}", """{ "body": "x" }""")]
    [InlineData("POST", "/api/v1/channels/test", """{ "connector": "test", "channelId": "{channel}" }""")]
    [InlineData("POST", "/api/v1/tokens", """{ "name": "t", "role": "viewer", "memberId": "{member}" }""")]
    public async Task Bodies_ThatNameAForeignThing_AreRefusedAsUnknown(string method, string path, string body)
    {
        var own = await host.Core.AddContentAsync(state: ContentState.Draft, author: host.Core.CallerAs(Role.Owner));
        using var request = new HttpRequestMessage(new HttpMethod(method), Fill(path))
        {
            Content = new StringContent(Fill(body), System.Text.Encoding.UTF8, "application/json"),
        };

        using var response = await client.SendAsync(request);

        var text = await response.Content.ReadAsStringAsync();
        var saidInTheAnswer = path.EndsWith("/validate", StringComparison.Ordinal) && text.Contains("\"valid\":false", StringComparison.Ordinal);
        Assert.True(saidInTheAnswer || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity, $"{(int)response.StatusCode} {text}");
        Assert.DoesNotContain(WorkspaceSample.Mark, text, StringComparison.Ordinal);

        string Fill(string template) => template
            .Replace("{own}", own.Id.ToString(), StringComparison.Ordinal)
            .Replace("{channel}", foreign.Channel.Id.ToString(), StringComparison.Ordinal)
            .Replace("{member}", foreign.MemberId.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entities_OfAWorkspace_AllHaveTheFilter()
    {
        await using var db = host.Core.Database.Read(host.Core.CallerAs(Role.Owner));
        var owned = db.Model.GetEntityTypes().Where(e => typeof(IWorkspaceOwned).IsAssignableFrom(e.ClrType)).ToList();
        var withAWorkspaceButNotOwned = db.Model.GetEntityTypes().Where(e => e.FindProperty("WorkspaceId") is not null && !owned.Contains(e)).Select(e => e.Name);

        Assert.True(owned.Count > 10);
        Assert.Empty(withAWorkspaceButNotOwned);
        foreach (var entity in owned)
        {
            Assert.True(entity.FindDeclaredQueryFilter(Filters.Workspace) is not null, $"{entity.Name} lacks the workspace filter");
            await (Task)CheckRowsMethod.MakeGenericMethod(entity.ClrType).Invoke(null, [db, host.Core.Workspace.Id])!;
        }
    }

    [Fact]
    public async Task Save_OfAnotherWorkspacesRow_Throws()
    {
        await using var db = host.Core.Database.Write(host.Core.CallerAs(Role.Owner), "test.tried");
        db.Attach(foreign.Channel);
        foreign.Channel.Name = "Mine now";

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
    }

    private static readonly MethodInfo CheckRowsMethod = typeof(IsolationTests).GetMethod(nameof(CheckRowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static async Task CheckRowsAsync<T>(BroadcasterDbContext db, Guid workspaceId)
        where T : class, IWorkspaceOwned
    {
        var seen = await db.Set<T>().ToListAsync();
        Assert.All(seen, row => Assert.Equal(workspaceId, row.WorkspaceId));
    }
}
