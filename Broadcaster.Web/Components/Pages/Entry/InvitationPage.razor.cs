using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Components.Pages.Entry;

/// <summary>Where an invitation's link leads: a new account, or one click for who is signed in.</summary>
public sealed partial class InvitationPage(
    FindInvitation findInvitation, AcceptInvitation acceptInvitation, UserManager<User> users, SignInManager<User> signIn, NavigationManager navigation)
{
    private OpenInvitation? invitation;
    private string? signedInAs;

    [Parameter]
    public string Secret { get; set; } = "";

    [SupplyParameterFromForm(FormName = "invitation", Name = "Input")]
    public Form? Sent { get; set; }

    private Form Input { get; set; } = new();

    protected override async Task OnInitializedAsync()
    {
        Input = Sent ?? new Form();
        invitation = await findInvitation.ExecuteAsync(Secret, Http.RequestAborted);
        signedInAs = (await users.GetUserAsync(Http.User))?.Email;
        if (invitation is null)
        {
            Http.Response.StatusCode = StatusCodes.Status410Gone;
        }
    }

    private async Task AcceptAsync()
    {
        var by = new Acceptance(Http.User.UserId(), Input.Name, Input.Password, Address, CorrelationId.Of(Http));
        var joined = await acceptInvitation.ExecuteAsync(Secret, by, Http.RequestAborted);
        if (joined.Error is InvitationGone)
        {
            invitation = null;
            Http.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        if (!joined.Ok)
        {
            Refuse(joined.Error);
            return;
        }

        if (Http.User.UserId() is null)
        {
            var user = await users.FindByIdAsync(joined.Value.UserId!.Value.ToString());
            await signIn.SignInAsync(user!, isPersistent: true);
        }

        navigation.NavigateTo(Urls.Home(joined.Value.WorkspaceSlug));
    }

    /// <summary>What the form sends.</summary>
    public sealed class Form
    {
        public string? Name { get; set; }

        public string? Password { get; set; }
    }
}
