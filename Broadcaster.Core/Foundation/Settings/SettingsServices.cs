using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>What a workspace can set.</summary>
public static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services) =>
        services.AddSingleton<WorkspaceSecrets>().AddScoped<SettingsQueries>().AddScoped<UpdateSettings>();
}
