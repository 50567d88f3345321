using Broadcaster.Core.Data;
using Broadcaster.Core.Workspaces;

namespace Broadcaster.Core.Accounts;

/// <summary>What happens to an account stands in the audit trail of each workspace that its user belongs to.</summary>
public sealed class AccountAudit(Database database, FindWorkspace findWorkspace)
{
    /// <param name="action">Dotted, past tense: <c>account.signed_in</c>.</param>
    public async Task RecordAsync(User user, string action, string? ipAddress, CancellationToken ct)
    {
        foreach (var workspace in await findWorkspace.ListAsync(user.Id, ct))
        {
            if (await findWorkspace.ExecuteAsync(user.Id, workspace.Slug, ct) is { } open)
            {
                await using var db = database.Write(open.Caller with { IpAddress = ipAddress }, action);
                await db.RecordAsync("user", user.Id, ct);
            }
        }
    }
}
