using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Previews;

/// <summary>Lays a channel's variant over the piece. Preview, validation, dry run and publishing all start from this.</summary>
public static class ChannelContents
{
    private static readonly IReadOnlyDictionary<string, string> NoOptions = new Dictionary<string, string>();

    /// <param name="image">The file behind <see cref="ContentSnapshot.FeaturedMediaId"/>, or null.</param>
    public static ChannelContent For(Guid contentId, ContentSnapshot piece, Guid channelId, Workspace workspace, MediaFile? image)
    {
        var variant = piece.Variants.FirstOrDefault(v => v.ChannelId == channelId);
        return new ChannelContent(
            contentId,
            channelId,
            variant?.Title ?? piece.Title,
            variant?.Body ?? piece.Body,
            piece.Summary,
            piece.Slug,
            variant?.Tags ?? piece.Tags,
            piece.CanonicalUrl,
            piece.Language,
            piece.Metadata,
            variant?.Options ?? NoOptions,
            image is null ? null : new ContentImage(image.Id, image.FileName, image.ContentType, image.Bytes, image.AltText),
            workspace.Slug,
            workspace.Name);
    }
}
