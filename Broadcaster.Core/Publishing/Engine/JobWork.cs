using Broadcaster.Core.Channels;
using Broadcaster.Core.Content;
using Broadcaster.Core.Media;
using Broadcaster.Core.Workspaces;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>What a job is made of, as it stands at the moment of sending.</summary>
public sealed record JobWork(Workspace Workspace, Channel Channel, ContentItem Content, MediaFile? Image);
