using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Previews;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>Asks each channel's connector whether it would take the piece, before anything is queued.</summary>
public sealed class ContentCheck(ConnectorRegistry connectors, ChannelSettingsReader settings)
{
    /// <summary>Null when every channel takes it; otherwise the errors by channel and field.</summary>
    public async Task<Error?> RefuseAsync(BroadcasterDbContext db, Workspace workspace, ContentItem content, IReadOnlyList<Channel> channels, CancellationToken ct)
    {
        var image = content.FeaturedMediaId is { } id ? await db.MediaFiles.FirstOrDefaultAsync(m => m.Id == id, ct) : null;
        var snapshot = ContentSnapshot.Of(content);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var channel in channels)
        {
            var bound = settings.Read(channel);
            if (!bound.Ok)
            {
                errors[$"channels.{channel.Name}"] = [bound.Error.Message];
                continue;
            }

            var piece = ChannelContents.For(content.Id, snapshot, channel.Id, workspace, image);
            foreach (var group in connectors.Get(channel.Connector).Validate(piece, bound.Value)
                .Where(p => p.Severity == ProblemSeverity.Error)
                .GroupBy(p => p.Field, StringComparer.Ordinal))
            {
                errors[$"channels.{channel.Name}.{group.Key}"] = [.. group.Select(p => $"{p.Message} {p.Fix}")];
            }
        }

        return errors.Count == 0 ? null : new InvalidInput(errors, "content.not_valid_for_channel");
    }
}
