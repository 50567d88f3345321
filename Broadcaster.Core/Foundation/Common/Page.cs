namespace Broadcaster.Core.Foundation.Common;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most <paramref name="PageSize"/> rows.</param>
/// <param name="Number">1-based.</param>
/// <param name="Total">Rows over all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int PageSize, int Total)
{
    public Page<TOther> Select<TOther>(Func<T, TOther> map) => new([.. Items.Select(map)], Number, PageSize, Total);
}

/// <summary>Which page is asked for: 1-based number, 1 to 200 rows, and a sort such as <c>-createdAt</c>.</summary>
public sealed record PageRequest(int Number = 1, int Size = 50, string? Sort = null)
{
    public const int MaxSize = 200;

    /// <summary>However far the page: past the end there is nothing, and no number overflows.</summary>
    public int Skip => (int)Math.Min((Math.Max(1, Number) - 1L) * Take, int.MaxValue);

    public int Take => Math.Clamp(Size, 1, MaxSize);

    /// <summary>The sort's field without its sign, or null.</summary>
    public string? SortField => Sort?.TrimStart('-', '+');

    public bool Descending => Sort?.StartsWith('-') ?? false;
}
