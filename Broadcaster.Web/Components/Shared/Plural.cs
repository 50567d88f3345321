using System.Globalization;

namespace Broadcaster.Web.Components.Shared;

/// <summary>A count with its noun.</summary>
public static class Plural
{
    /// <summary>E.g. "1 post", "3 posts", "1,204 posts".</summary>
    public static string Of(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
