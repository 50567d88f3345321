using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Web.Api.Content;

namespace Broadcaster.Web.Api.Approvals;

/// <summary>A piece in review.</summary>
public sealed record PendingApprovalResource : ContentResource
{
    private PendingApprovalResource(ContentResource content)
        : base(content)
    {
    }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset WaitingSince { get; init; }

    public required string? AuthorName { get; init; }

    public required string? SubmittedByName { get; init; }

    public static PendingApprovalResource Of(PendingApproval pending) => new(ContentResource.Of(pending.Content))
    {
        WaitingSince = pending.WaitingSince,
        AuthorName = pending.AuthorName,
        SubmittedByName = pending.SubmittedByName,
    };
}
