using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>What a writing context is for: becomes the audit entry of its save.</summary>
/// <param name="Action">Dotted, past tense: <c>content.approved</c>.</param>
public sealed record Operation(Caller Caller, string Action, DateTimeOffset At);
