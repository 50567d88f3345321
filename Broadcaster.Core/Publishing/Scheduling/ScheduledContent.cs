using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Publishing.Jobs;

namespace Broadcaster.Core.Publishing.Scheduling;

/// <summary>A piece and the jobs that were made for it.</summary>
public sealed record ScheduledContent(ContentItem Content, IReadOnlyList<PublishJob> Jobs);
