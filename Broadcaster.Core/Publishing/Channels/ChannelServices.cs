using Broadcaster.Core.Authoring.Content.Variants;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Connected accounts, their settings and their secrets.</summary>
public static class ChannelServices
{
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.AddDataProtection();
        return services
            .AddSingleton<ChannelSecrets>()
            .AddSingleton<ChannelSettingsReader>()
            .AddSingleton<IVariantOptions, ChannelOptions>()
            .AddScoped<ChannelQueries>()
            .AddScoped<CreateChannel>()
            .AddScoped<UpdateChannel>()
            .AddScoped<DeleteChannel>()
            .AddScoped<TestChannel>()
            .AddScoped<PauseChannel>()
            .AddScoped<ResumeChannel>()
            .AddScoped<ReconnectChannel>();
    }
}
