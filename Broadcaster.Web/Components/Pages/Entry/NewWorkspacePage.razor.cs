using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Entry;

/// <summary>Makes one more workspace.</summary>
[Authorize]
public sealed partial class NewWorkspacePage(CreateWorkspace createWorkspace, WorkspaceQueries workspaces, NavigationManager navigation)
{
    private bool may;

    [SupplyParameterFromForm(FormName = "workspace", Name = "Input")]
    public Form? Sent { get; set; }

    private Form Input { get; set; } = new();

    protected override async Task OnInitializedAsync()
    {
        Input = Sent ?? new Form();
        may = await workspaces.MayCreateAsync(Http.User.UserId(), Http.RequestAborted);
    }

    private async Task SubmitAsync()
    {
        // There is no workspace yet to be in; the use case asks for the administrator and makes the owner itself.
        var nobody = new Caller(Guid.Empty, "", Http.User.UserId(), null, Role.Viewer, "", Address, CorrelationId.Of(Http));
        var made = await createWorkspace.ExecuteAsync(nobody, new WorkspaceInput(Input.Name, Input.Slug, Input.TimeZone, WithToken: false), Http.RequestAborted);
        if (made.Ok)
        {
            navigation.NavigateTo(Urls.Home(made.Value.View.Slug));
            return;
        }

        Refuse(made.Error);
    }

    /// <summary>What the form sends.</summary>
    public sealed class Form
    {
        public string? Name { get; set; }

        public string? Slug { get; set; }

        public string? TimeZone { get; set; }
    }
}
