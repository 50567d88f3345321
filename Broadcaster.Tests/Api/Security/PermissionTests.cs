using System.Net;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Api.Security;

/// <summary>Every endpoint, asked by every role: who may not is told so, who may is not.</summary>
public sealed class PermissionTests : IAsyncLifetime
{
    private ApiHost host = null!;
    private Caller writer = null!;

    public async Task InitializeAsync()
    {
        host = await ApiHost.StartAsync();

        // None of the roles that ask has written what they ask about: one's own piece is another matter.
        writer = await host.Core.AddMemberAsync(Role.Author, "Writer");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void Endpoints_AllHaveALine_AndNoLineIsLeftOver()
    {
        var routes = ApiRoute.AllOf(host).Select(r => r.Name).ToList();

        Assert.Empty(routes.Except(ApiCall.ByName.Keys));
        Assert.Empty(ApiCall.ByName.Keys.Except(routes));
    }

    [Fact]
    public async Task Endpoints_AskedByEveryRole_AnswerAsThePermissionTableSays()
    {
        var problems = new List<string>();
        foreach (var route in ApiRoute.AllOf(host))
        {
            var call = ApiCall.ByName[route.Name];
            if (call.Needs is not { } action)
            {
                continue;
            }

            // Those who may not come first: whoever may, may also change what is asked about.
            foreach (var role in Enum.GetValues<Role>().OrderBy(role => Permissions.Allows(role, action)))
            {
                var allowed = Permissions.Allows(role, action);
                var sample = await WorkspaceSample.MakeAsync(host.Core, writer, call.State, call.Status, $"Own {Guid.NewGuid():N}", call.Plan);
                using var client = host.ClientAs(role);
                using var request = route.Request(call, sample);
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var asItShould = allowed
                    ? response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) && (int)response.StatusCode < 500
                    : response.StatusCode == HttpStatusCode.Forbidden || (call.Hides && response.StatusCode == HttpStatusCode.NotFound);
                if (!asItShould)
                {
                    problems.Add($"{route.Name} as {role}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                }
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Fact]
    public async Task Endpoints_WithoutCredentials_Answer401()
    {
        var sample = await WorkspaceSample.MakeAsync(host.Core, writer, default, Core.Publishing.Jobs.JobStatus.Succeeded, "Own");
        using var client = host.Anonymous();
        var problems = new List<string>();
        foreach (var route in ApiRoute.AllOf(host))
        {
            using var request = route.Request(ApiCall.ByName[route.Name], sample);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                problems.Add($"{route.Name}: {(int)response.StatusCode}");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Theory]
    [MemberData(nameof(EveryCell))]
    public void Table_EveryCell_IsAsDecided(Role role, WorkspaceAction action, bool allowed) =>
        Assert.Equal(allowed, Permissions.Allows(role, action));

    // Written out a second time on purpose: a slip in the table is a hole.
    public static TheoryData<Role, WorkspaceAction, bool> EveryCell()
    {
        Dictionary<WorkspaceAction, string> letters = new()
        {
            [WorkspaceAction.View] = "OAEWRV",
            [WorkspaceAction.WriteContent] = "OAEW",
            [WorkspaceAction.EditAnyContent] = "OAE",
            [WorkspaceAction.Review] = "OAER",
            [WorkspaceAction.Publish] = "OAE",
            [WorkspaceAction.ManageChannels] = "OA",
            [WorkspaceAction.ManageMembers] = "OA",
            [WorkspaceAction.ManageOwnTokens] = "OAEWRV",
            [WorkspaceAction.ManageSettings] = "OA",
            [WorkspaceAction.ViewAudit] = "OA",
            [WorkspaceAction.ManageOwners] = "O",
        };
        var cells = new TheoryData<Role, WorkspaceAction, bool>();
        foreach (var action in Enum.GetValues<WorkspaceAction>())
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                cells.Add(role, action, letters[action].Contains(role == Role.Author ? 'W' : role.ToString()[0]));
            }
        }

        return cells;
    }
}
