using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Components.Pages.Entry;

/// <summary>The sign-in page.</summary>
public sealed partial class SignIn(CheckPassword checkPassword, AccountAudit audit, SignInManager<User> signIn, NavigationManager navigation)
{

    [SupplyParameterFromForm(FormName = "signin", Name = "Input")]
    public Form? Sent { get; set; }

    private Form Input { get; set; } = new();

    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "signedOut")]
    public bool SignedOut { get; set; }

    protected override void OnInitialized()
    {
        Input = Sent ?? new Form();
        if (HttpMethods.IsGet(Http.Request.Method))
        {
            Input.Remember = true;
            if (Http.User.UserId() is not null)
            {
                navigation.NavigateTo(Urls.LocalOr(ReturnUrl));
            }
        }
    }

    private async Task SubmitAsync()
    {
        var checkedUser = await checkPassword.ExecuteAsync(Input.Email ?? "", Input.Password ?? "", Address, Http.RequestAborted);
        if (checkedUser.Error is { } error)
        {
            Refuse(error);
            return;
        }

        await signIn.SignInAsync(checkedUser.Value, Input.Remember);
        await audit.RecordAsync(checkedUser.Value, "account.signed_in", Address, Http.RequestAborted);
        navigation.NavigateTo(Urls.LocalOr(ReturnUrl));
    }

    /// <summary>What the form sends.</summary>
    public sealed class Form
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}
