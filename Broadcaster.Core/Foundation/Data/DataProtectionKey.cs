namespace Broadcaster.Core.Foundation.Data;

/// <summary>One Data Protection key, as XML; in the database so that every node has the same ring.</summary>
public sealed class DataProtectionKey
{
    public required string Id { get; init; }

    public required string Xml { get; init; }
}
