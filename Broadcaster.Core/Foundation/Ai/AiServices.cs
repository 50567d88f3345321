using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>Models: which, where, and asking them.</summary>
public static class AiServices
{
    public static IServiceCollection AddAi(this IServiceCollection services)
    {
        services.AddOptions<AiOptions>().BindConfiguration("Ai").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<ModelWire>().AddSingleton<ModelGate>().AddSingleton<ModelBreakers>().AddSingleton<ModelForms>().AddSingleton<ModelCaller>().AddSingleton<TestModels>();
    }
}
