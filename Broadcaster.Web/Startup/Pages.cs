using Broadcaster.Web.Components;
using Broadcaster.Web.Components.Pages.Entry;
using Broadcaster.Web.Components.Shared;
using Radzen;

namespace Broadcaster.Web.Startup;

/// <summary>The dashboard: Razor components, rendered on the server and live over a circuit.</summary>
internal static class Pages
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddScoped<Toasts>();
        builder.Services.AddScoped<Confirmations>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapSignOut();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
