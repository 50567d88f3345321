using Broadcaster.Core.Common;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Workspaces;

namespace Broadcaster.Core.Content;

/// <summary>Shows the piece exactly as a channel would be sent it.</summary>
public sealed class PreviewContent(ChannelPieces pieces)
{
    public async Task<Result<ContentPreview>> ExecuteAsync(Caller caller, Guid contentId, Guid channelId, CancellationToken ct)
    {
        var piece = await pieces.SavedAsync(caller, contentId, ct);
        return piece.Ok ? await RenderAsync(caller, contentId, piece.Value, channelId, ct) : piece.Error;
    }

    /// <summary>For what is typed and not saved.</summary>
    /// <param name="contentId">Of the piece that it is typed into; empty for a new one.</param>
    public async Task<Result<ContentPreview>> RenderAsync(Caller caller, Guid contentId, ContentSnapshot typed, Guid channelId, CancellationToken ct)
    {
        var piece = (await pieces.ReadAsync(caller, contentId, typed, [channelId], ct))[0];
        if (piece is not { Connector: { } connector, Settings: { } settings, Content: { } content, Channel: { } channel })
        {
            return piece.Missing ?? new NotFound("channel");
        }

        return new ContentPreview(channel.Id, channel.Name, channel.Connector, connector.Render(content, settings), connector.Descriptor.Limits.Unit);
    }
}

/// <summary>A piece as a channel would get it.</summary>
public sealed record ContentPreview(Guid ChannelId, string ChannelName, string Connector, RenderedContent Rendered, BodyUnit Unit);
