using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Settings;

/// <summary>What a workspace can set.</summary>
public static class SettingsServices
{
    public static IServiceCollection AddSettings(this IServiceCollection services) =>
        services.AddScoped<SettingsQueries>().AddScoped<UpdateSettings>();
}
