using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>The tokens that are not revoked: one's own, or everybody's for who manages members.</summary>
public sealed class TokenQueries(Database database)
{
    public async Task<Page<TokenView>> ListAsync(Caller caller, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var tokens = db.ApiTokens.Where(t => t.RevokedAt == null);
        if (!caller.May(WorkspaceAction.ManageMembers))
        {
            tokens = tokens.Where(t => t.MemberId == caller.MemberId);
        }

        var sorted = page.SortField == "name"
            ? page.Descending ? tokens.OrderByDescending(t => t.Name) : tokens.OrderBy(t => t.Name)
            : page.SortField is null || page.Descending ? tokens.OrderByDescending(t => t.CreatedAt) : tokens.OrderBy(t => t.CreatedAt);
        var items = await sorted.ThenBy(t => t.Id).Skip(page.Skip).Take(page.Take)
            .Select(t => new TokenView(t.Id, t.Name, t.Role, t.Prefix, t.MemberId, t.Member!.User!.DisplayName, t.CreatedAt, t.ExpiresAt, t.LastUsedAt))
            .ToListAsync(ct);
        return new Page<TokenView>(items, page.Number, page.Take, await tokens.CountAsync(ct));
    }
}
