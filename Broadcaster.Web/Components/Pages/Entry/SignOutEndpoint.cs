using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Components.Pages.Entry;

/// <summary>Takes the form of the account menu and of the sign-out page.</summary>
internal static class SignOutEndpoint
{
    // Before the page of the same address, which answers GET.
    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost(Urls.SignOut, SignOutAsync).WithOrder(-1).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, BadRequest>> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignInManager<User> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest();
        }

        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect($"{Urls.SignIn}?signedOut=true");
    }
}
