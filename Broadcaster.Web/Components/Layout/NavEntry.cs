using System.Reflection;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Layout;

/// <summary>One entry of the navigation.</summary>
/// <param name="Route">The page's template: an entry without a page is not shown.</param>
/// <param name="Takes">What the role must allow to see it.</param>
public sealed record NavEntry(string Text, string Icon, string Route, Func<string, string> Href, WorkspaceAction Takes, bool Administration = false)
{
    private static readonly HashSet<string> Routes =
        [.. typeof(NavEntry).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template)];

    private static readonly NavEntry[] All =
    [
        new("Home", "home", Urls.HomeRoute, Urls.Home, WorkspaceAction.View),
        new("Plans", "lightbulb", Urls.PlansRoute, Urls.Plans, WorkspaceAction.View),
        new("Content", "article", Urls.ContentsRoute, Urls.Contents, WorkspaceAction.View),
        new("Review", "rate_review", Urls.ReviewRoute, Urls.Review, WorkspaceAction.View),
        new("Jobs", "podcasts", Urls.JobsRoute, Urls.Jobs, WorkspaceAction.View),
        new("Deliveries", "outbox", Urls.DeliveriesRoute, Urls.Deliveries, WorkspaceAction.View),
        new("Channels", "hub", Urls.ChannelsRoute, Urls.Channels, WorkspaceAction.View),
        new("Members", "group", Urls.MembersRoute, Urls.Members, WorkspaceAction.View, Administration: true),
        new("Tokens", "key", Urls.TokensRoute, Urls.Tokens, WorkspaceAction.ManageOwnTokens, Administration: true),
        new("Prompts", "chat", Urls.PromptsRoute, Urls.Prompts, WorkspaceAction.View, Administration: true),
        new("Costs", "payments", Urls.CostsRoute, Urls.Costs, WorkspaceAction.View, Administration: true),
        new("Audit", "history", Urls.AuditRoute, Urls.Audit, WorkspaceAction.ViewAudit, Administration: true),
        new("Settings", "settings", Urls.SettingsRoute, Urls.Settings, WorkspaceAction.ManageSettings, Administration: true),
    ];

    /// <summary>What this caller sees, in order.</summary>
    public static IReadOnlyList<NavEntry> For(Caller caller) => [.. All.Where(e => Routes.Contains(e.Route) && caller.May(e.Takes))];

    /// <summary>Whether the dashboard has a page for the template.</summary>
    public static bool Exists(string route) => Routes.Contains(route);

    public bool IsActive(string slug, string path) =>
        Route == Urls.HomeRoute
            ? path.Equals(Href(slug), StringComparison.OrdinalIgnoreCase)
            : path.Equals(Href(slug), StringComparison.OrdinalIgnoreCase) || path.StartsWith(Href(slug) + "/", StringComparison.OrdinalIgnoreCase);
}
