using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Previews;

/// <summary>Shows the piece exactly as a channel would be sent it.</summary>
public sealed class PreviewContent(ChannelPieces pieces, DryRequests dryRequests)
{
    /// <summary>What is saved, with the requests that publishing it would send.</summary>
    public async Task<Result<ContentPreview>> ExecuteAsync(Caller caller, Guid contentId, Guid channelId, CancellationToken ct)
    {
        var saved = await pieces.SavedAsync(caller, contentId, ct);
        return saved.Ok ? await RenderAsync(caller, contentId, saved.Value, channelId, withRequests: true, ct) : saved.Error;
    }

    /// <summary>What is typed and not saved.</summary>
    /// <param name="contentId">Of the piece that it is typed into; empty for a new one.</param>
    public Task<Result<ContentPreview>> RenderAsync(Caller caller, Guid contentId, ContentSnapshot typed, Guid channelId, CancellationToken ct) =>
        RenderAsync(caller, contentId, typed, channelId, withRequests: false, ct);

    private async Task<Result<ContentPreview>> RenderAsync(
        Caller caller, Guid contentId, ContentSnapshot content, Guid channelId, bool withRequests, CancellationToken ct)
    {
        var piece = (await pieces.ReadAsync(caller, contentId, content, [channelId], ct))[0];
        if (piece is not { Connector: { } connector, Settings: { } settings, Content: { } view, Channel: { } channel })
        {
            return piece.Missing ?? new NotFound("channel");
        }

        var rendered = connector.Render(view, settings);
        var requests = withRequests ? await dryRequests.RecordAsync(piece, rendered, ct) : null;
        return new ContentPreview(channel.Id, channel.Name, channel.Connector, rendered, connector.Descriptor.Limits.Unit, requests);
    }
}

/// <summary>A piece as a channel would get it.</summary>
/// <param name="Requests">What publishing would send, secrets masked; null where that was not asked for.</param>
public sealed record ContentPreview(
    Guid ChannelId, string ChannelName, string Connector, RenderedContent Rendered, BodyUnit Unit, IReadOnlyList<RequestCapture>? Requests);
