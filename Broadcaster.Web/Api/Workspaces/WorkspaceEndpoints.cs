using System.ComponentModel;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcaster.Web.Api.Workspaces;

/// <summary>/workspaces: for the administrators of the installation.</summary>
internal static class WorkspaceEndpoints
{
    public static void MapWorkspaces(this RouteGroupBuilder api)
    {
        var workspaces = api.MapGroup("/workspaces").WithTags("Workspaces");
        workspaces.MapGet("", List).WithName("ListWorkspaces").WithSummary("The workspaces, by name; for others than instance administrators only their own");
        workspaces.MapPost("", Create).WithName("CreateWorkspace").WithSummary("Makes a workspace with the caller as its owner and a site channel").GoingOn();
    }

    private static async Task<Ok<PageResource<WorkspaceResource>>> List(
        WorkspaceQueries workspaces, CurrentCaller caller, [AsParameters] PageQuery page, CancellationToken ct) =>
        (await workspaces.ListAsync(caller.Value, page.Read("name"), ct)).ToOk(w => WorkspaceResource.Of(w));

    private static async Task<Results<Created<WorkspaceResource>, Refusal>> Create(
        WorkspaceBody body, CreateWorkspace createWorkspace, CurrentCaller caller, CancellationToken ct) =>
        (await createWorkspace.ExecuteAsync(caller.Value, body.ToInput(), ct))
            .ToCreated(made => WorkspaceResource.Of(made.View, made.Token), _ => $"{ApiServices.BasePath}/workspaces");
}

/// <summary>What a client sends to make a workspace.</summary>
public sealed record WorkspaceBody
{
    public string? Name { get; init; }

    [Description("In every address; derived from the name where it is left out.")]
    public string? Slug { get; init; }

    [Description("IANA id, UTC where it is left out.")]
    public string? TimeZone { get; init; }

    [Description("Answer with an Owner token of the new workspace.")]
    public bool? WithToken { get; init; }

    public WorkspaceInput ToInput() => new(Name, Slug, TimeZone, WithToken ?? false);
}

/// <summary>A workspace, as the API shows it.</summary>
/// <param name="Token">Shown once, in the answer to the POST that asked for it.</param>
public sealed record WorkspaceResource(Guid Id, string Slug, string Name, string TimeZone, DateTimeOffset CreatedAt, string? Token)
{
    public static WorkspaceResource Of(WorkspaceView workspace, string? token = null) =>
        new(workspace.Id, workspace.Slug, workspace.Name, workspace.TimeZone, workspace.CreatedAt, token);
}
