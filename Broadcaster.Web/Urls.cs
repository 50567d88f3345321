using System.Globalization;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Web;

/// <summary>Every address of the dashboard: the templates that pages are routed by, and the links that lead to them.</summary>
public static class Urls
{
    public const string Start = "/";
    public const string Setup = "/setup";
    public const string SignIn = "/signin";
    public const string SignOut = "/signout";
    public const string Account = "/account";
    public const string PasswordRoute = "/password/{Secret}";
    public const string InvitationRoute = "/invite/{Secret}";
    public const string NewWorkspace = "/workspaces/new";
    public const string NotFound = "/not-found";

    public const string HomeRoute = "/w/{Slug}";
    public const string ContentsRoute = "/w/{Slug}/content";
    public const string NewContentRoute = "/w/{Slug}/content/new";
    public const string ContentRoute = "/w/{Slug}/content/{Id:guid}";
    public const string RevisionsRoute = "/w/{Slug}/content/{Id:guid}/revisions";
    public const string ImportRoute = "/w/{Slug}/content/import";
    public const string ReviewRoute = "/w/{Slug}/review";
    public const string ReviewItemRoute = "/w/{Slug}/review/{Id:guid}";
    public const string JobsRoute = "/w/{Slug}/jobs";
    public const string JobRoute = "/w/{Slug}/jobs/{Id:guid}";
    public const string DeliveriesRoute = "/w/{Slug}/deliveries";
    public const string ChannelsRoute = "/w/{Slug}/channels";
    public const string AddChannelRoute = "/w/{Slug}/channels/add";
    public const string ChannelRoute = "/w/{Slug}/channels/{Id:guid}";
    public const string MembersRoute = "/w/{Slug}/members";
    public const string TokensRoute = "/w/{Slug}/tokens";
    public const string AuditRoute = "/w/{Slug}/audit";
    public const string PlansRoute = "/w/{Slug}/plans";
    public const string NewPlanRoute = "/w/{Slug}/plans/new";
    public const string BatchRoute = "/w/{Slug}/plans/batch";
    public const string PlanRoute = "/w/{Slug}/plans/{Id:guid}";
    public const string EditPlanRoute = "/w/{Slug}/plans/{Id:guid}/edit";
    public const string PromptsRoute = "/w/{Slug}/prompts";
    public const string PromptRoute = "/w/{Slug}/prompts/{Name}";
    public const string CostsRoute = "/w/{Slug}/costs";
    public const string SettingsRoute = "/w/{Slug}/settings";
    public const string PictureRoute = "/w/{slug}/media/{id:guid}";

    public static string Home(string slug) => $"/w/{slug}";

    public static string Contents(string slug) => $"/w/{slug}/content";

    public static string NewContent(string slug) => $"/w/{slug}/content/new";

    public static string Content(string slug, Guid id) => $"/w/{slug}/content/{id}";

    public static string Revisions(string slug, Guid id) => $"/w/{slug}/content/{id}/revisions";

    /// <summary>The bytes of a picture, for members of the workspace. Sites and platforms get it at an address of their own.</summary>
    public static string Picture(string slug, Guid id) => $"/w/{slug}/media/{id}";

    public static string Import(string slug) => $"/w/{slug}/content/import";

    public static string Review(string slug) => $"/w/{slug}/review";

    public static string Review(string slug, Guid id) => $"/w/{slug}/review/{id}";

    public static string Jobs(string slug) => $"/w/{slug}/jobs";

    /// <summary>The jobs with one of these statuses.</summary>
    public static string Jobs(string slug, params IEnumerable<Enum> statuses) =>
        WithQuery(Jobs(slug), ("status", string.Join(',', statuses.Select(SnakeCase.Of))));

    public static string JobsOf(string slug, Guid contentId) => WithQuery(Jobs(slug), ("content", contentId.ToString()));

    public static string Job(string slug, Guid id) => $"/w/{slug}/jobs/{id}";

    public static string Deliveries(string slug) => $"/w/{slug}/deliveries";

    public static string DeliveriesTo(string slug, Guid channelId) => WithQuery(Deliveries(slug), ("channel", channelId.ToString()));

    public static string Channels(string slug) => $"/w/{slug}/channels";

    public static string AddChannel(string slug, string? connector = null) => WithQuery($"/w/{slug}/channels/add", ("connector", connector));

    public static string Channel(string slug, Guid id) => $"/w/{slug}/channels/{id}";

    public static string Members(string slug) => $"/w/{slug}/members";

    public static string Tokens(string slug) => $"/w/{slug}/tokens";

    public static string Audit(string slug) => $"/w/{slug}/audit";

    public static string Plans(string slug) => $"/w/{slug}/plans";

    public static string NewPlan(string slug) => $"/w/{slug}/plans/new";

    public static string Batch(string slug) => $"/w/{slug}/plans/batch";

    public static string Plan(string slug, Guid id) => $"/w/{slug}/plans/{id}";

    public static string EditPlan(string slug, Guid id) => $"/w/{slug}/plans/{id}/edit";

    public static string Prompts(string slug) => $"/w/{slug}/prompts";

    public static string Prompt(string slug, string name) => $"/w/{slug}/prompts/{name}";

    public static string Costs(string slug) => $"/w/{slug}/costs";

    public static string Settings(string slug) => $"/w/{slug}/settings";

    public static string Password(string secret) => $"/password/{Uri.EscapeDataString(secret)}";

    public static string Invitation(string secret) => $"/invite/{Uri.EscapeDataString(secret)}";

    public static string SignInThen(string returnTo) => WithQuery(SignIn, ("returnUrl", returnTo));

    public static string Site(string slug) => $"/site/{slug}";

    /// <summary>The address with these parameters; the ones without a value are left out.</summary>
    public static string WithQuery(string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var query = string.Join('&', parameters
            .Where(p => !string.IsNullOrEmpty(p.Value))
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={Uri.EscapeDataString(p.Value!)}")));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>The slug of <c>/w/{slug}/…</c>, with or without the first slash; null for every other address.</summary>
    public static string? WorkspaceOf(string path)
    {
        var parts = path.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is ["w", var slug, ..] ? Uri.UnescapeDataString(slug) : null;
    }

    /// <summary>The address when it stays within this site, otherwise "/": a link to the sign-in page must not lead elsewhere.</summary>
    public static string LocalOr(string? returnUrl, string otherwise = Start) =>
        returnUrl is "/" or ['/', not ('/' or '\\'), ..] && !returnUrl.Any(c => char.IsControl(c) || c == '\\') ? returnUrl : otherwise;
}
