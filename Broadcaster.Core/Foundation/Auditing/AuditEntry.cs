using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>Who did what to what, from where, with before and after. Append-only; each entry holds the hash of the one before it.</summary>
public sealed class AuditEntry : IWorkspaceOwned
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>1, 2, 3 … within the workspace, without gaps.</summary>
    public long Sequence { get; set; }

    public required DateTimeOffset At { get; init; }

    public Guid? UserId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>page, api, import or system.</summary>
    public required string Via { get; init; }

    public string? IpAddress { get; init; }

    public string? CorrelationId { get; init; }

    /// <summary>Dotted and in the past tense: <c>content.approved</c>, <c>channel.created</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The kind of the thing acted on: content, channel, job, member, …</summary>
    public required string Subject { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>JSON: <c>[{ entity, id, change, before: {…}, after: {…} }]</c>; long texts cut, secrets left out.</summary>
    public required string Changes { get; init; }

    /// <summary>Hash of the entry before, hex; 64 zeros for the first.</summary>
    public string PreviousHash { get; set; } = "";

    /// <summary>SHA-256 over all of the above, hex.</summary>
    public string Hash { get; set; } = "";
}
