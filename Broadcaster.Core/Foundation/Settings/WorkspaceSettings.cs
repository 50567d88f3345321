using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>What a workspace can set, one object a topic; kept as JSON on the workspace. No secrets in here.</summary>
public sealed record WorkspaceSettings
{
    public ApprovalSettings Approvals { get; init; } = new();

    public PublishingSettings Publishing { get; init; } = new();

    public SiteSettings Site { get; init; } = new();

    public RetentionSettings Retention { get; init; } = new();

    public AiSettings Ai { get; init; } = new();

    public CostSettings Costs { get; init; } = new();

    public ResearchSettings Research { get; init; } = new();
}
