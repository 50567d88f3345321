using System.Collections.Concurrent;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>What models are writing at this moment, for pages that look on. In memory, on the node that asks; gone when the step is done.</summary>
public sealed class PlanTexts
{
    private readonly ConcurrentDictionary<Guid, string> texts = new();

    /// <summary>Null when nothing is being written.</summary>
    public string? Of(Guid planId) => texts.GetValueOrDefault(planId);

    internal void Set(Guid planId, string text) => texts[planId] = text;

    internal void Clear(Guid planId) => texts.TryRemove(planId, out _);
}
