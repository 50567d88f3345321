using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>The score of a text, without a model and without a network.</summary>
public static class SeoServices
{
    public static IServiceCollection AddSeo(this IServiceCollection services) => services
        .AddSingleton<SeoScorer>()
        .AddSingleton<ScoreText>();
}
