using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Idempotency;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Planning.Research;
using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Connectors;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Navigation;
using Broadcaster.Core.Publishing.Newsletter;
using Broadcaster.Core.Publishing.Site;
using Broadcaster.Core.Publishing.Wire;
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
