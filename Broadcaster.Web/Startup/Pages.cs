using Broadcaster.Web.Components;
using Broadcaster.Web.Components.Pages.Content;
using Broadcaster.Web.Components.Pages.Entry;
using Broadcaster.Web.Components.Shared;
using Radzen;

namespace Broadcaster.Web.Startup;

/// <summary>The dashboard: Razor components, rendered on the server and live over a circuit.</summary>
internal static class Pages
{
    // The editor sends a changed text whole: a body of the largest size, escaped as JSON, with its variants, in one message.
    private const long LargestTyping = 4 * 1024 * 1024;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents()
            // Blazor would resume a page that the server has given up by drawing it anew over what was typed. Refused, it is
            // loaded anew, and what was typed is put back (js/app.js).
            .AddInteractiveServerComponents(options => options.PersistedCircuitInMemoryMaxRetained = 0)
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestTyping);
        builder.Services.AddRadzenComponents();
        builder.Services.AddScoped<Toasts>();
        builder.Services.AddScoped<Confirmations>();
        builder.Services.AddEditor();
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets().ShortCircuit();
        app.MapSignOut();
        app.MapPicture();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
