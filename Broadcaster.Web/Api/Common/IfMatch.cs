using System.Globalization;

namespace Broadcaster.Web.Api.Common;

/// <summary>The version that a PUT was made from, from the header If-Match; null where none is given.</summary>
public sealed record IfMatch(int? Version)
{
    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        string? header = context.Request.Headers.IfMatch;
        if (string.IsNullOrWhiteSpace(header) || header.Trim() == "*")
        {
            return ValueTask.FromResult(new IfMatch((int?)null));
        }

        var tag = header.Trim();
        tag = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
        return int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? ValueTask.FromResult(new IfMatch(version))
            : throw BadRequest.Of("If-Match", "Send the ETag of the resource as it was given, e.g. \"3\".");
    }
}
