using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Idempotency;

/// <summary>The first answer to a request that carried an idempotency key, kept for a day.</summary>
public sealed class IdempotencyRecord : IWorkspaceOwned
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>SHA-256 over member, method, path and key, hex: two members never see each other's answers.</summary>
    public required string Scope { get; init; }

    /// <summary>SHA-256 of the request's body, hex.</summary>
    public required string BodyHash { get; set; }

    /// <summary>Which run of the request may write; drawn anew for each. Null: none, the next one goes on at once.</summary>
    public Guid? Claim { get; set; }

    /// <summary>What is committed of the request, a line for each thing: written in the transaction that commits it. See <see cref="WorkLines"/>.</summary>
    public string Work { get; set; } = "";

    /// <summary>The answer: status, headers and body, encrypted, since it may hold a token that is shown once; null while the first request runs.</summary>
    public string? Answer { get; set; }

    /// <summary>When it was claimed; moves on while the first request runs.</summary>
    public required DateTimeOffset CreatedAt { get; set; }
}
