namespace Broadcaster.Web.Api.Common;

/// <summary>A resource with a version: an answer that is one such resource carries it as its ETag, by itself.</summary>
public interface IVersionedResource
{
    int Version { get; }
}
