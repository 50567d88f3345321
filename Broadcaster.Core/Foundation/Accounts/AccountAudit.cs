using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>What happens to an account stands in the audit trail of each workspace that its user belongs to.</summary>
public sealed class AccountAudit(Database database, FindWorkspace findWorkspace)
{
    /// <param name="action">Dotted, past tense: <c>account.signed_in</c>.</param>
    public Task RecordAsync(User user, string action, string? ipAddress, CancellationToken ct) =>
        RecordAsync(user, action, caller => caller with { IpAddress = ipAddress }, ct);

    /// <summary>What was done to the account at the machine itself, by whoever may start the program there.</summary>
    public Task RecordByOperatorAsync(User user, string action, CancellationToken ct) =>
        RecordAsync(user, action, caller => Caller.System(caller.WorkspaceId, caller.WorkspaceSlug), ct);

    private async Task RecordAsync(User user, string action, Func<Caller, Caller> by, CancellationToken ct)
    {
        foreach (var workspace in await findWorkspace.ListAsync(user.Id, ct))
        {
            if (await findWorkspace.ExecuteAsync(user.Id, workspace.Slug, ct) is { } open)
            {
                await using var db = database.Write(by(open.Caller), action);
                await db.RecordAsync("user", user.Id, ct);
            }
        }
    }
}
