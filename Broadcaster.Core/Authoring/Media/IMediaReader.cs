namespace Broadcaster.Core.Authoring.Media;

/// <summary>Gives connectors the bytes of the content's pictures.</summary>
public interface IMediaReader
{
    Task<Stream> OpenAsync(Guid workspaceId, Guid mediaId, CancellationToken ct);
}
