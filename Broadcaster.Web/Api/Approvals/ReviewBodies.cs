using System.ComponentModel;
using Broadcaster.Web.Api.Content;

namespace Broadcaster.Web.Api.Approvals;

/// <summary>An approval.</summary>
public sealed record ApproveBody
{
    public string? Comment { get; init; }

    [Description("The contentHash of what the reviewer looked at; another one now is refused.")]
    public string? ContentHash { get; init; }

    [Description("To schedule it in the same step: where this is refused, nothing is approved.")]
    public ScheduleBody? Schedule { get; init; }
}

/// <summary>A request for changes.</summary>
public sealed record RejectBody
{
    [Description("Required: what has to change.")]
    public string? Comment { get; init; }

    [Description("The contentHash of what the reviewer looked at; another one now is refused.")]
    public string? ContentHash { get; init; }
}
