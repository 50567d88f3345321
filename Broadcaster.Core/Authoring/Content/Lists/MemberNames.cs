using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Lists;

/// <summary>The names behind member ids.</summary>
public sealed class MemberNames
{
    private readonly Dictionary<Guid, string> names;

    private MemberNames(Dictionary<Guid, string> names) => this.names = names;

    /// <summary>Null for nobody; somebody who has left the workspace is called so.</summary>
    public string? Of(Guid? memberId) => memberId is { } id ? names.GetValueOrDefault(id, "Former member") : null;

    internal static async Task<MemberNames> ReadAsync(BroadcasterDbContext db, IEnumerable<Guid?> memberIds, CancellationToken ct)
    {
        var ids = memberIds.OfType<Guid>().Distinct().ToList();
        return new MemberNames(ids.Count == 0
            ? []
            : await db.Members.Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.User!.DisplayName }).ToDictionaryAsync(m => m.Id, m => m.DisplayName, ct));
    }
}
