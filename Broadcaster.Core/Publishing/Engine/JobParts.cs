namespace Broadcaster.Core.Publishing.Engine;

/// <summary>The ids of what a job is made of.</summary>
public sealed record JobParts(Guid Id, Guid WorkspaceId, Guid ContentId, Guid ChannelId);
