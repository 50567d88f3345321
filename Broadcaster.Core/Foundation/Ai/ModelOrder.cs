using System.Text.Json;
using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>One question to a model.</summary>
public sealed record ModelOrder
{
    public required Guid WorkspaceId { get; init; }

    public required AiTask Task { get; init; }

    public required string System { get; init; }

    /// <summary>What is said in turn, beginning with us: question, answer, question, …</summary>
    public required IReadOnlyList<string> Turns { get; init; }

    /// <summary>The form of the answer; null: free text.</summary>
    public AnswerForm? Form { get; init; }

    /// <summary>Instead of the one in the settings.</summary>
    public string? Model { get; init; }

    public Guid? PlanId { get; init; }

    /// <summary>What the cost is shown under: generate, refine:2, …</summary>
    public string? Stage { get; init; }

    /// <summary>What the plan may cost in all, in US dollars; null: the workspace's setting.</summary>
    public decimal? PlanLimit { get; init; }

    /// <summary>Told the whole text so far, some times a second, and at its end. Must return at once.</summary>
    public Action<string>? OnText { get; init; }

    /// <summary>Adds rows that are committed together with the bill: an answer that is paid for is never lost.</summary>
    public Func<BroadcasterDbContext, ModelAnswer, CancellationToken, Task>? Commit { get; init; }
}

/// <summary>The form that an answer is to have.</summary>
/// <param name="Name">Letters, digits, hyphens and underscores.</param>
/// <param name="Schema">JSON Schema of an object.</param>
public sealed record AnswerForm(string Name, JsonElement Schema);

/// <summary>What a model answered, and what that took.</summary>
/// <param name="CutOff">It reached the token limit.</param>
/// <param name="Cost">US dollars.</param>
public sealed record ModelAnswer(string Text, bool CutOff, long TokensIn, long TokensOut, decimal Cost, string Provider, string Model, int LatencyMs);
