using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Planning.Prompts;

/// <summary>What models are told.</summary>
public static class PromptServices
{
    public static IServiceCollection AddPrompts(this IServiceCollection services) =>
        services.AddScoped<PromptQueries>().AddScoped<SavePrompt>().AddScoped<RestorePrompt>();
}
