namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>What the editor needs besides Core.</summary>
internal static class EditorServices
{
    public static IServiceCollection AddEditor(this IServiceCollection services) => services
        .AddSingleton<PresenceBoard>()
        .AddScoped<EditorMoves>()

        // One for each open editor; its page disposes of it.
        .AddTransient<EditorSession>();
}
