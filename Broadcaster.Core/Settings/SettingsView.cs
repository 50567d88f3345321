using Broadcaster.Core.Publishing;

namespace Broadcaster.Core.Settings;

/// <summary>Everything that a workspace can set, one object a topic.</summary>
public sealed record SettingsView(
    WorkspaceTopic Workspace, ApprovalSettings Approvals, PublishingTopic Publishing, SiteSettings Site, RetentionSettings Retention, int Version);

/// <summary>The workspace itself.</summary>
/// <param name="TimeZone">IANA id.</param>
public sealed record WorkspaceTopic(string Name, string Slug, string TimeZone);

/// <summary>How publishing behaves where a channel or a schedule says nothing else.</summary>
/// <param name="TimeZone">The workspace's: schedules start from it.</param>
public sealed record PublishingTopic(int MaxRetries, IReadOnlyList<int> BackoffSeconds, MisfirePolicy DefaultMisfire, string TimeZone);
