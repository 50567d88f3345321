namespace Broadcaster.Core.Planning.Batches;

/// <summary>Nothing twice in a row where it can be helped: neither channel nor theme nor format.</summary>
public static class Variety
{
    /// <summary>
    /// An order of the items in which equal ones are apart, as far as their numbers allow: always the one of which most are
    /// left, unless it has just been. Items without a value go anywhere.
    /// </summary>
    public static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> items, Func<T, string?> valueOf)
    {
        var groups = items.Select((item, index) => (Item: item, Index: index)).GroupBy(i => valueOf(i.Item) ?? $"\0{i.Index}", StringComparer.OrdinalIgnoreCase)
            .Select(g => new Queue<(T Item, int Index)>(g)).ToList();
        var order = new List<T>(items.Count);
        Queue<(T Item, int Index)>? last = null;
        while (order.Count < items.Count)
        {
            // Of as many left, the one that came first: a source's own order is kept where variety has no wish.
            var next = groups.Where(g => g.Count > 0 && g != last).OrderByDescending(g => MustGo(g, groups)).ThenBy(g => g.Peek().Index).FirstOrDefault() ?? groups.First(g => g.Count > 0);
            order.Add(next.Dequeue().Item);
            last = next;
        }

        return order;
    }

    /// <summary>One value for each place: the one used least, never the one before it, and never one that the place's neighbour is bound to.</summary>
    /// <param name="bound">The places whose value is given; null: free.</param>
    public static IReadOnlyList<string?> Assign(IReadOnlyList<string?> bound, IReadOnlyList<string> values)
    {
        values = [.. values.Distinct(StringComparer.OrdinalIgnoreCase)];
        var used = values.ToDictionary(v => v, v => bound.Count(b => Same(b, v)), StringComparer.OrdinalIgnoreCase);
        var given = new List<string?>(bound.Count);
        for (var i = 0; i < bound.Count; i++)
        {
            var value = bound[i];
            if (value is null && values.Count > 0)
            {
                var before = i > 0 ? given[i - 1] : null;
                var after = i + 1 < bound.Count ? bound[i + 1] : null;
                value = values.OrderBy(v => Same(v, before)).ThenBy(v => Same(v, after)).ThenBy(v => used[v]).First();
                used[value]++;
            }

            given.Add(value);
        }

        return given;
    }

    // A value of which as many are left as all others together has to be placed now, or two of it meet at the end.
    private static bool MustGo<T>(Queue<(T, int)> group, List<Queue<(T, int)>> groups) => group.Count * 2 >= groups.Sum(g => g.Count);

    private static bool Same(string? a, string? b) => a is not null && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
