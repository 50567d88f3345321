using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Components.Pages.Account;

/// <summary>One's own name, password and sessions. Plain forms: each renews or ends the cookie.</summary>
[Authorize]
public sealed partial class AccountPage(
    UserManager<User> users, SignInManager<User> signIn, RenameUser renameUser, ChangePassword changePassword, EndSessions endSessions, NavigationManager navigation)
{
    private User? user;
    private string? name;
    private string? done;

    [SupplyParameterFromForm(FormName = "name", Name = "Name")]
    public string? SentName { get; set; }

    [SupplyParameterFromForm(FormName = "password", Name = "Current")]
    public string? Current { get; set; }

    [SupplyParameterFromForm(FormName = "password", Name = "Wanted")]
    public string? Wanted { get; set; }

    protected override async Task OnInitializedAsync()
    {
        user = await users.GetUserAsync(Http.User);
        name = SentName ?? user?.DisplayName;
    }

    private async Task RenameAsync()
    {
        if (Http.User.UserId() is { } id && Kept(await renameUser.ExecuteAsync(id, SentName, Address, Http.RequestAborted)) is not null)
        {
            done = "Your name is saved.";
        }
    }

    private async Task ChangePasswordAsync()
    {
        if (Http.User.UserId() is { } id && Kept(await changePassword.ExecuteAsync(id, Current, Wanted, Address, Http.RequestAborted)) is { } changed)
        {
            // This session goes on with the new stamp; every other one ends.
            await signIn.SignInAsync(changed, isPersistent: true);
            done = "Your password is changed. Your other devices are signed out within a minute.";
        }
    }

    private async Task EndSessionsAsync()
    {
        if (Http.User.UserId() is { } id)
        {
            await endSessions.ExecuteAsync(id, Address, Http.RequestAborted);
            await signIn.SignOutAsync();
            navigation.NavigateTo($"{Urls.SignIn}?signedOut=true");
        }
    }

    private User? Kept(Result<User> result)
    {
        if (result.Ok)
        {
            return result.Value;
        }

        Refuse(result.Error);
        return null;
    }
}
