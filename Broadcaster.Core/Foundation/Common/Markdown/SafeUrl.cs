namespace Broadcaster.Core.Foundation.Common.Markdown;

/// <summary>Lets through the addresses that a reader may follow, and makes relative ones absolute.</summary>
internal static class SafeUrl
{
    /// <summary>"#" in place of an address that could run something.</summary>
    public static string Of(string? address, string? baseUrl, bool forPicture)
    {
        // Browsers skip control characters and white space within a scheme: "java\nscript:".
        var text = string.Concat((address ?? "").Where(c => !char.IsControl(c))).Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var end = text.AsSpan().IndexOfAny('/', '?', '#');
        if (colon >= 0 && (end < 0 || colon < end))
        {
            var scheme = string.Concat(text[..colon].Where(c => !char.IsWhiteSpace(c)));
            var allowed = scheme.Equals("https", StringComparison.OrdinalIgnoreCase)
                || scheme.Equals("http", StringComparison.OrdinalIgnoreCase)
                || (!forPicture && (scheme.Equals("mailto", StringComparison.OrdinalIgnoreCase) || scheme.Equals("tel", StringComparison.OrdinalIgnoreCase)));
            return allowed ? text : "#";
        }

        if (baseUrl is null || text.Length == 0 || text[0] == '#')
        {
            return text;
        }

        return Uri.TryCreate(new Uri(baseUrl.TrimEnd('/') + "/"), text, out var whole) ? whole.AbsoluteUri : text;
    }
}
