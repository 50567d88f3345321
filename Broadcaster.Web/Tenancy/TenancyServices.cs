using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;

namespace Broadcaster.Web.Tenancy;

/// <summary>Who asks: the cookie of the dashboard or an API token, and the workspace that goes with it.</summary>
internal static class TenancyServices
{
    private const string Either = "CookieOrToken";

    public static void AddTenancy(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = context =>
                ApiTokenHandler.IsMeant(context.Request) ? ApiTokenHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(SessionCookie.Configure);
        services.AddAuthorization();

        // Signing out everywhere, or a new password, ends the other sessions within this time.
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddScoped<AuthenticationStateProvider, SessionState>();
        services.AddScoped<ClientAddress>();
        services.AddScoped<CircuitHandler>(sp => sp.GetRequiredService<ClientAddress>());
        services.AddScoped<IWorkspaceGate, WorkspaceGate>();
    }

    public static void UseTenancy(this WebApplication app)
    {
        app.UseMiddleware<SetUpGate>();
        app.UseAuthentication();
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase) || context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase),
            api => api.UseMiddleware<CookieCaller>());
        app.UseMiddleware<PageEntry>();
        app.UseAuthorization();
    }
}
