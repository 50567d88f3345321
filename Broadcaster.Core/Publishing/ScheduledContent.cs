using Broadcaster.Core.Content;

namespace Broadcaster.Core.Publishing;

/// <summary>A piece and the jobs that were made for it.</summary>
public sealed record ScheduledContent(ContentItem Content, IReadOnlyList<PublishJob> Jobs);
