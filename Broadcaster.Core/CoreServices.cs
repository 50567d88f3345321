using Broadcaster.Core.Accounts;
using Broadcaster.Core.Ai;
using Broadcaster.Core.Approvals;
using Broadcaster.Core.Auditing;
using Broadcaster.Core.Channels;
using Broadcaster.Core.Common.Network;
using Broadcaster.Core.Connectors;
using Broadcaster.Core.Content;
using Broadcaster.Core.Costs;
using Broadcaster.Core.Data;
using Broadcaster.Core.Idempotency;
using Broadcaster.Core.Live;
using Broadcaster.Core.Media;
using Broadcaster.Core.Navigation;
using Broadcaster.Core.Newsletter;
using Broadcaster.Core.Plans;
using Broadcaster.Core.Prompts;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Queries;
using Broadcaster.Core.Publishing.Wire;
using Broadcaster.Core.Research;
using Broadcaster.Core.Seo;
using Broadcaster.Core.Settings;
using Broadcaster.Core.Site;
using Broadcaster.Core.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcaster.Core;

/// <summary>Everything that Broadcaster does, one line a feature.</summary>
public static class CoreServices
{
    public static IServiceCollection AddBroadcasterCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddNetwork()
            .AddData()
            .AddLive()
            .AddWire()
            .AddIdempotency()
            .AddChannels()
            .AddPublishingQueries()
            .AddAccounts()
            .AddWorkspaces()
            .AddContent()
            .AddApprovals()
            .AddMedia()
            .AddPublishing()
            .AddSettings()
            .AddAuditing()
            .AddConnectors()
            .AddSite()
            .AddNewsletter()
            .AddSeo()
            .AddResearch()
            .AddNavigation()
            .AddAi()
            .AddCosts()
            .AddPrompts()
            .AddPlans();
    }
}
