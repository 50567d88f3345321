using System.Globalization;
using Broadcaster.Core.Foundation.Costs;

namespace Broadcaster.Web.Components.Pages.Costs;

/// <summary>The days of a chart: also those on which nothing was spent.</summary>
public static class CostDays
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>Beyond this many days only those with costs are shown.</summary>
    private const int MostDays = 400;

    public static IReadOnlyList<CostSum> Fill(IReadOnlyList<CostSum> spent, string range, DateOnly today)
    {
        if (spent.Count == 0)
        {
            return spent;
        }

        var first = DateOnly.ParseExact(spent[0].Name, Format, CultureInfo.InvariantCulture);
        var from = range switch { "7d" => today.AddDays(-6), "30d" => today.AddDays(-29), "90d" => today.AddDays(-89), _ => first };
        from = from < first ? from : first;
        var count = today.DayNumber - from.DayNumber + 1;
        if (count is < 1 or > MostDays)
        {
            return spent;
        }

        var byDay = spent.ToDictionary(s => s.Name, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, count).Select(i => from.AddDays(i).ToString(Format, CultureInfo.InvariantCulture)).Select(day => byDay.GetValueOrDefault(day) ?? new CostSum(day, 0, 0, 0, 0))];
    }

    /// <summary>The chart thinks its labels narrower than they are and would cut off their beginning.</summary>
    public static string Roomy(string label) => $"\u00a0\u00a0{label}";

    /// <summary>A day in words.</summary>
    public static string Label(string? day) =>
        DateOnly.TryParseExact(day, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.ToString("d MMM", CultureInfo.InvariantCulture) : "";
}
