using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Settings;

/// <summary>The settings of a workspace, as the API shows them.</summary>
public sealed record SettingsResource(
    WorkspaceTopic Workspace, ApprovalSettings Approvals, PublishingTopic Publishing, SiteSettings Site, RetentionSettings Retention, AiTopic Ai, CostsTopic Costs, ResearchTopic Research, int Version) : IVersionedResource
{
    public static SettingsResource Of(SettingsView settings) =>
        new(settings.Workspace, settings.Approvals, settings.Publishing, settings.Site, settings.Retention, settings.Ai, settings.Costs, settings.Research, settings.Version);
}
