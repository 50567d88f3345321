using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Publications;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>What a job is made of, as it stands at the moment of sending.</summary>
public sealed record JobWork(Workspace Workspace, Publication Publication, Channel Channel, ContentItem Content, MediaFile? Image);
