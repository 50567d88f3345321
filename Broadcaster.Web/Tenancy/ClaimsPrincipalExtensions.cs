using System.Security.Claims;

namespace Broadcaster.Web.Tenancy;

internal static class ClaimsPrincipalExtensions
{
    /// <summary>Null when nobody is signed in.</summary>
    public static Guid? UserId(this ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true } && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
