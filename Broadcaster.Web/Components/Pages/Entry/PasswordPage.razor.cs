using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Components.Pages.Entry;

/// <summary>Where a password link leads: a new password, and in.</summary>
public sealed partial class PasswordPage(ResetPassword resetPassword, SignInManager<User> signIn, NavigationManager navigation)
{
    private User? user;

    [Parameter]
    public string Secret { get; set; } = "";

    [SupplyParameterFromForm(FormName = "password", Name = "Input")]
    public Form? Sent { get; set; }

    protected override async Task OnInitializedAsync()
    {
        user = await resetPassword.FindAsync(Secret, Http.RequestAborted);
        if (user is null)
        {
            Http.Response.StatusCode = StatusCodes.Status410Gone;
        }
    }

    private async Task SetAsync()
    {
        var set = await resetPassword.ExecuteAsync(Secret, Sent?.Password, Address, Http.RequestAborted);
        if (set.Ok)
        {
            await signIn.SignInAsync(set.Value, isPersistent: true);
            navigation.NavigateTo(Urls.Start);
            return;
        }

        Refuse(set.Error);
    }

    /// <summary>What the form sends.</summary>
    public sealed class Form
    {
        public string? Password { get; set; }
    }
}
