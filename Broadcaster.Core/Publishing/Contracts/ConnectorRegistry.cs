using System.Diagnostics.CodeAnalysis;

namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>Every connector by its id.</summary>
public sealed class ConnectorRegistry(IEnumerable<IConnector> connectors)
{
    private readonly Dictionary<string, IConnector> byId = connectors.ToDictionary(c => c.Descriptor.Id, StringComparer.Ordinal);

    public IReadOnlyList<IConnector> All => [.. byId.Values.OrderBy(c => c.Descriptor.Name, StringComparer.OrdinalIgnoreCase)];

    public bool TryGet(string id, [NotNullWhen(true)] out IConnector? connector) => byId.TryGetValue(id, out connector);

    /// <summary>Throws for an id that no connector has: for callers that read it from a saved channel.</summary>
    public IConnector Get(string id) =>
        byId.TryGetValue(id, out var connector) ? connector : throw new InvalidOperationException($"No connector '{id}' is installed.");
}
