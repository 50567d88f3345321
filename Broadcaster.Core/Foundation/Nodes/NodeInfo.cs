using Broadcaster.Core.Publishing;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Nodes;

/// <summary>This process as the ledger knows it.</summary>
public sealed class NodeInfo(IOptions<PublishingOptions> options)
{
    /// <summary>Unique among the processes that share a database: two processes under one name would take each other's jobs for their own.</summary>
    public string Name { get; } = string.IsNullOrWhiteSpace(options.Value.NodeName)
        ? $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}"
        : options.Value.NodeName;

    /// <summary>How long a claim holds without renewal.</summary>
    public TimeSpan Lease => options.Value.Lease;
}
