using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Web.Components.Pages.Costs;

namespace Broadcaster.Tests.Components.Pages.Costs;

public sealed class CostDaysTests
{
    private static readonly DateOnly Today = new(2026, 1, 14);

    [Theory]
    [InlineData("7d", 7, "2026-01-08")]
    [InlineData("30d", 30, "2025-12-16")]
    [InlineData("all", 4, "2026-01-11")]
    public void Fill_Range_HasEveryDayOfItInOrder(string range, int count, string first)
    {
        var days = CostDays.Fill([Spent("2026-01-11", 1), Spent("2026-01-13", 2)], range, Today);

        Assert.Equal((count, first, "2026-01-14"), (days.Count, days[0].Name, days[^1].Name));
        Assert.Equal([1, 2], days.Where(d => d.CostUsd > 0).Select(d => d.CostUsd));
    }

    [Fact]
    public void Fill_DayBeforeTheRange_IsKept() =>
        Assert.Equal("2026-01-07", CostDays.Fill([Spent("2026-01-07", 1)], "7d", Today)[0].Name);

    [Fact]
    public void Fill_NothingSpent_IsEmpty() => Assert.Empty(CostDays.Fill([], "7d", Today));

    [Theory]
    [InlineData("2026-01-04", "4 Jan")]
    [InlineData("nonsense", "")]
    public void Label_Day_IsInWords(string day, string label) => Assert.Equal(label, CostDays.Label(day));

    private static CostSum Spent(string day, decimal dollars) => new(day, dollars, 1, 10, 10);
}
