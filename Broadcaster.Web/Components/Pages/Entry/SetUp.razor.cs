using Broadcaster.Core.Accounts;
using Broadcaster.Core.Common;
using Broadcaster.Core.Workspaces;
using Broadcaster.Web.Api.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Components.Pages.Entry;

/// <summary>The first visit: the administrator's account and the first workspace.</summary>
public sealed partial class SetUp(SetUpInstance setUp, UserManager<User> users, SignInManager<User> signIn, NavigationManager navigation)
{
    private string? problem;
    private Error? error;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "Input")]
    public Form? Sent { get; set; }

    private Form Input { get; set; } = new();

    private string? ErrorOf(string field) => error is not null && error.Fields.TryGetValue(field, out var messages) ? messages[0] : null;

    protected override void OnInitialized() => Input = Sent ?? new Form();

    private async Task SubmitAsync()
    {
        var made = await setUp.ExecuteAsync(
            new SetUpRequest(
                Input.Email ?? "", Input.Name ?? "", Input.Password ?? "", Input.Workspace ?? "", Input.TimeZone ?? "",
                IpAddress: Http.Connection.RemoteIpAddress?.ToString(), CorrelationId: CorrelationId.Of(Http)),
            Http.RequestAborted);
        if (made.Error is AlreadySetUp)
        {
            navigation.NavigateTo(Urls.SignIn);
            return;
        }

        if (made.Error is not null)
        {
            error = made.Error;
            problem = "Not created yet. Mend what is marked below, and type the password once more.";
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
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
