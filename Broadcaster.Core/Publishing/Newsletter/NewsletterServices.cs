using Broadcaster.Core.Publishing.Connectors.Email;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Publishing.Newsletter;

/// <summary>The way out of mailing lists.</summary>
public static class NewsletterServices
{
    public static IServiceCollection AddNewsletter(this IServiceCollection services)
    {
        services.AddDataProtection();
        return services.AddSingleton<UnsubscribeTokens>()
            .AddSingleton<Subscribers>()
            .AddSingleton<ISubscribers>(sp => sp.GetRequiredService<Subscribers>())
            .AddSingleton<Unsubscribe>();
    }
}
