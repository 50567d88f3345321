namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>Which entries of the trail are asked for; null: all.</summary>
/// <param name="Actor">A user's id, or a part of a name.</param>
/// <param name="Action">An action, or its beginning: <c>content</c> finds <c>content.approved</c>.</param>
/// <param name="Subject">A kind (<c>channel</c>), or the id of one thing.</param>
/// <param name="To">Not included.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Subject = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
