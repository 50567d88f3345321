using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Previews;

/// <summary>Reads what a piece needs to be shown or checked as a channel would get it, be it saved or only typed.</summary>
public sealed class ChannelPieces(Database database, ConnectorRegistry connectors, ChannelSettingsReader settings)
{
    /// <summary>What is saved of the piece.</summary>
    internal async Task<Result<ContentSnapshot>> SavedAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        return await db.FindContentAsync(contentId, ct) is { } item ? ContentSnapshot.Of(item) : new NotFound("content");
    }

    /// <summary>One for each channel asked for, in that order, the unknown ones too.</summary>
    internal async Task<IReadOnlyList<ChannelPiece>> ReadAsync(Caller caller, Guid contentId, ContentSnapshot piece, IReadOnlyList<Guid> channelIds, CancellationToken ct)
    {
        var asked = channelIds.Distinct().ToList();
        await using var db = database.Read(caller);
        var channels = await db.Channels.Where(c => asked.Contains(c.Id) && c.DeletedAt == null).ToListAsync(ct);
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        var image = piece.FeaturedMediaId is { } media ? await db.MediaFiles.FirstOrDefaultAsync(m => m.Id == media, ct) : null;
        var whole = piece.Slug.Length > 0 ? piece : piece with { Slug = Slugs.Of(piece.Title) };
        return asked.ConvertAll(id => Read(id, channels.Find(c => c.Id == id), contentId, whole, workspace, image));
    }

    private ChannelPiece Read(Guid channelId, Channel? channel, Guid contentId, ContentSnapshot piece, Workspace workspace, MediaFile? image)
    {
        if (channel is null)
        {
            return new ChannelPiece(channelId) { Missing = new NotFound("channel") };
        }

        if (!connectors.TryGet(channel.Connector, out var connector))
        {
            return new ChannelPiece(channelId) { Channel = channel, Workspace = workspace, Missing = new ConnectorMissing(channel.Connector) };
        }

        var bound = settings.Read(channel);
        return new ChannelPiece(channelId)
        {
            Channel = channel,
            Workspace = workspace,
            Connector = connector,
            Settings = bound.Ok ? bound.Value : null,
            Missing = bound.Error,
            Content = ChannelContents.For(contentId, piece, channelId, workspace, image),
        };
    }
}

/// <summary>A piece, a channel, and what brings the two together; or what is missing for that.</summary>
internal sealed record ChannelPiece(Guid ChannelId)
{
    public Channel? Channel { get; init; }

    public Workspace? Workspace { get; init; }

    public IConnector? Connector { get; init; }

    public object? Settings { get; init; }

    public ChannelContent? Content { get; init; }

    public Error? Missing { get; init; }
}
