using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Channels;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>Puts together what every workspace begins with: its owner and the built-in site channel.</summary>
internal static class NewWorkspace
{
    /// <summary>The connector that publishes to the built-in public site.</summary>
    public const string SiteConnector = "site";

    /// <summary>Adds the workspace, its owner, its site channel and, where wanted, an owner's token.</summary>
    public static Workspace AddTo(BroadcasterDbContext db, Caller owner, string name, string timeZone, DateTimeOffset now, string? token)
    {
        var workspace = new Workspace { Id = owner.WorkspaceId, Slug = owner.WorkspaceSlug, Name = name, TimeZone = timeZone, CreatedAt = now };
        db.Workspaces.Add(workspace);
        db.Members.Add(new Member
        {
            Id = owner.MemberId!.Value, WorkspaceId = workspace.Id, UserId = owner.UserId!.Value, Role = Role.Owner, CreatedAt = now,
        });
        db.Channels.Add(new Channel
        {
            Id = Guid.CreateVersion7(now), WorkspaceId = workspace.Id, Connector = SiteConnector, Name = "Site", Settings = "{}", CreatedAt = now, UpdatedAt = now,
        });
        if (token is not null)
        {
            db.ApiTokens.Add(FirstToken(workspace.Id, owner.MemberId.Value, token, now));
        }

        return workspace;
    }

    public static ApiToken FirstToken(Guid workspaceId, Guid memberId, string token, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), WorkspaceId = workspaceId, MemberId = memberId, Name = "First token", Role = Role.Owner,
        TokenHash = Secrets.Hash(token), Prefix = TokenSecret.Hint(token), CreatedAt = now,
    };
}
