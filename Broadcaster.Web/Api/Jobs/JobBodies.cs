using System.ComponentModel;

namespace Broadcaster.Web.Api.Jobs;

/// <summary>What a retry says.</summary>
public sealed record RetryBody
{
    public const string NotPublished = "not_published";

    [Description("not_published: somebody looked, and it is not out. Needed for an unconfirmed job.")]
    public string? Confirm { get; init; }
}

/// <summary>Where the post is that somebody found or made by hand.</summary>
public sealed record ConfirmBody
{
    [Description("The address where people see it.")]
    public string? Permalink { get; init; }

    [Description("The platform's own id of it.")]
    public string? ExternalId { get; init; }
}
