using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>
/// Who asks, in which workspace, from where: the first argument of every use case. Made at the edge (page, API, hub)
/// after the membership was checked; a use case trusts it and asks it for permission.
/// </summary>
/// <param name="MemberId">Null for the system itself.</param>
/// <param name="Name">For audit entries and "approved by", e.g. "Ada Byron".</param>
/// <param name="CorrelationId">Ends up on jobs, attempts, logs and traces.</param>
/// <param name="Via">How the caller came: page, api, import, system.</param>
/// <param name="TokenId">The API token that was used; null for everything else.</param>
public sealed record Caller(
    Guid WorkspaceId,
    string WorkspaceSlug,
    Guid? UserId,
    Guid? MemberId,
    Role Role,
    string Name,
    string? IpAddress = null,
    string? CorrelationId = null,
    string Via = "page",
    Guid? TokenId = null)
{
    /// <summary>Set where the request carries an idempotency key.</summary>
    public KeyedRequest? Request { get; init; }

    public bool May(WorkspaceAction action) => Permissions.Allows(Role, action);

    /// <summary>Null when the role allows it; otherwise the refusal, naming the roles that may.</summary>
    public Error? Refuse(WorkspaceAction action) =>
        May(action)
            ? null
            : new NotAllowed($"Your role ({Role}) may not do this. It takes {string.Join(", ", Permissions.RolesFor(action))}.");

    /// <summary>The product itself, acting in a workspace: engine, sweeps, start-up.</summary>
    public static Caller System(Guid workspaceId, string workspaceSlug) =>
        new(workspaceId, workspaceSlug, null, null, Role.Owner, "Broadcaster", Via: "system");
}
