namespace Broadcaster.Core.Authoring.Content.Workflow;

/// <summary>Where a piece stands. <see cref="ContentWorkflow"/> is the table of moves.</summary>
public enum ContentState
{
    Draft,
    InReview,
    Approved,
    Rejected,
    Scheduled,
    Publishing,
    Published,
    PartiallyPublished,
    Failed,
    Archived,
}
