using System.Globalization;

namespace Broadcaster.Web.Components.Pages.Costs;

/// <summary>Money as people read it: cents, and for less than a cent as many digits as it takes to see something.</summary>
public static class CostWords
{
    /// <param name="nanos">Billionths of a dollar, as plans and cost records keep them.</param>
    public static string Nanos(long nanos) => Dollars(nanos / 1_000_000_000m);

    public static string Dollars(decimal amount) => amount switch
    {
        0 => "$0",
        < 0.0001m and > 0 => "< $0.0001",
        < 0.1m and > 0 => "$" + amount.ToString("0.####", CultureInfo.InvariantCulture),
        _ => "$" + amount.ToString("#,##0.00", CultureInfo.InvariantCulture),
    };
}
