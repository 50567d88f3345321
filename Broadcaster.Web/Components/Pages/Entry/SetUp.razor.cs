using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Components.Pages.Entry;

/// <summary>The first visit: the administrator's account and the first workspace.</summary>
public sealed partial class SetUp(SetUpInstance setUp, UserManager<User> users, SignInManager<User> signIn, NavigationManager navigation)
{

    [SupplyParameterFromForm(FormName = "setup", Name = "Input")]
    public Form? Sent { get; set; }

    private Form Input { get; set; } = new();

    protected override void OnInitialized() => Input = Sent ?? new Form();

    private async Task SubmitAsync()
    {
        var made = await setUp.ExecuteAsync(
            new SetUpRequest(
                Input.Email ?? "", Input.Name ?? "", Input.Password ?? "", Input.Workspace ?? "", Input.TimeZone ?? "",
                IpAddress: Address, CorrelationId: CorrelationId.Of(Http)),
            Http.RequestAborted);
        if (made.Error is AlreadySetUp)
        {
            navigation.NavigateTo(Urls.SignIn);
            return;
        }

        if (made.Error is not null)
        {
            Refuse(made.Error, "Not created yet. Mend what is marked below, and type the password once more.");
            return;
        }

        var user = await users.FindByIdAsync(made.Value.UserId!.Value.ToString());
        await signIn.SignInAsync(user!, isPersistent: true);
        navigation.NavigateTo(Urls.Home(made.Value.WorkspaceSlug));
    }

    /// <summary>What the form sends.</summary>
    public sealed class Form
    {
        public string? Name { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }

        public string? Workspace { get; set; }

        public string? TimeZone { get; set; }
    }
}
