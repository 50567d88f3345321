using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>The end of a workspace's audit chain; its row lock puts appenders in order.</summary>
public sealed class AuditHead : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public long Sequence { get; set; }

    public required string Hash { get; set; }
}
