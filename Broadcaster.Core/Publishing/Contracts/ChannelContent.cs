using System.Text.Json;

namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>The content as one channel gets it: the piece with that channel's variant laid over it.</summary>
/// <param name="ContentId">Stable over all attempts and channels.</param>
/// <param name="Body">Markdown.</param>
/// <param name="Metadata">A JSON object of the author's own: hand it on as it came, or not at all.</param>
/// <param name="Options">The variant's own choices for this channel; read them as <see cref="IConnector.OptionsType"/> with <see cref="ConnectorOptions"/>.</param>
/// <param name="WorkspaceSlug">For connectors that publish within this installation.</param>
/// <param name="WorkspaceName">For from-names and site titles.</param>
public sealed record ChannelContent(
    Guid ContentId,
    Guid ChannelId,
    string Title,
    string Body,
    string? Summary,
    string Slug,
    IReadOnlyList<string> Tags,
    string? CanonicalUrl,
    string Language,
    IReadOnlyDictionary<string, JsonElement> Metadata,
    IReadOnlyDictionary<string, string> Options,
    ContentImage? FeaturedImage,
    string WorkspaceSlug,
    string WorkspaceName);

/// <summary>A picture of the content.</summary>
public sealed record ContentImage(Guid MediaId, string FileName, string ContentType, long Bytes, string? AltText);
