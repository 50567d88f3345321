using Broadcaster.Core.Accounts;
using Broadcaster.Core.Common;
using Broadcaster.Core.Workspaces;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Components.Pages.Entry;

/// <summary>Where a password link leads: a new password, and in.</summary>
public sealed partial class PasswordPage(ResetPassword resetPassword, SignInManager<User> signIn, NavigationManager navigation)
{
    private User? user;
    private string? problem;
    private Error? error;

    [Parameter]
    public string Secret { get; set; } = "";

    [CascadingParameter]
    public required HttpContext Http { get; set; }

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

    private string? ErrorOf(string field) => error is not null && error.Fields.TryGetValue(field, out var messages) ? messages[0] : null;

    private async Task SetAsync()
    {
        var set = await resetPassword.ExecuteAsync(Secret, Sent?.Password, Http.Connection.RemoteIpAddress?.ToString(), Http.RequestAborted);
        if (set.Ok)
        {
            await signIn.SignInAsync(set.Value, isPersistent: true);
            navigation.NavigateTo(Urls.Start);
            return;
        }

        error = set.Error;
        problem = error.Fields.Count == 0 ? error.Message : null;
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    /// <summary>What the form sends.</summary>
    public sealed class Form
    {
        public string? Password { get; set; }
    }
}
