using System.Globalization;

namespace Broadcaster.Web.Api.Common;

/// <summary>A time in a query: with any offset, or UTC where none is given; a date alone is its first moment.</summary>
public readonly record struct UtcTime(DateTimeOffset Value)
{
    // DateTimeOffset itself would take the server's zone for a time without an offset.
    public static bool TryParse(string? text, IFormatProvider? provider, out UtcTime time)
    {
        // A plus that was not escaped arrives as a space.
        var repaired = text?.Trim().Replace(' ', '+');
        var ok = DateTimeOffset.TryParse(repaired, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value);
        time = new UtcTime(value);
        return ok;
    }
}
