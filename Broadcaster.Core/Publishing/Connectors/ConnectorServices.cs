using Broadcaster.Core.Publishing.Connectors.Email;
using Broadcaster.Core.Publishing.Connectors.Site;
using Broadcaster.Core.Publishing.Connectors.Webhook;
using Broadcaster.Core.Publishing.Connectors.WordPress;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Core.Publishing.Connectors;

/// <summary>Every connector, one line each: the only place outside its folder that a connector appears in.</summary>
public static class ConnectorServices
{
    public static IServiceCollection AddConnectors(this IServiceCollection services)
    {
        services.AddSingleton<ConnectorRegistry>();
        services.AddSingleton<IConnector, EmailConnector>();
        services.AddSingleton<IConnector, SiteConnector>();
        services.AddSingleton<IConnector, WebhookConnector>();
        services.AddSingleton<IConnector, WordPressConnector>();
        return services;
    }
}
