using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Publishing.Newsletter;

/// <summary>Somebody who does not want mail of a channel any more. Asked at the moment of sending.</summary>
public sealed class EmailSuppression : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    public required Guid ChannelId { get; init; }

    /// <summary>Lower-case.</summary>
    public required string Address { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How: <c>one_click</c> by the mail program's button, <c>page</c> by the page behind the link.</summary>
    public required string Source { get; init; }
}
