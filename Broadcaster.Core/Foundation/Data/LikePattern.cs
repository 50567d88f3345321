namespace Broadcaster.Core.Foundation.Data;

/// <summary>What somebody looks for, as LIKE and ILIKE want it; both take <see cref="Escape"/> as their last argument.</summary>
internal static class LikePattern
{
    public const string Escape = "\\";

    /// <summary>The text anywhere.</summary>
    public static string Of(string text) => $"%{Exact(text)}%";

    /// <summary>The text itself, its signs taken as letters. PostgreSQL refuses a NUL, and no text that is kept has one.</summary>
    public static string Exact(string text) => text
        .Replace("\0", "", StringComparison.Ordinal)
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
