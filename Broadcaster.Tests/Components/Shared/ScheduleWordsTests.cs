using Broadcaster.Web.Components.Shared;

namespace Broadcaster.Tests.Components.Shared;

public sealed class ScheduleWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_SaysDayTimePlaceAndChannels() =>
        Assert.Equal(
            "On Saturday 21 November at 09:00 (Berlin; in 3 h) this goes to Site and Webhook.",
            ScheduleWords.At(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero), "Europe/Berlin", Now, ["Site", "Webhook"], dryRun: false));

    [Fact]
    public void At_OtherYear_NamesIt() =>
        Assert.Contains("1 January 2027 at 03:30", ScheduleWords.At(new DateTimeOffset(2027, 1, 1, 8, 30, 0, TimeSpan.Zero), "America/New_York", Now, ["A"], dryRun: false), StringComparison.Ordinal);

    [Fact]
    public void At_DryRun_SaysThatNothingIsSent() =>
        Assert.Contains("except sending", ScheduleWords.At(Now.AddHours(1), "UTC", Now, ["A", "B", "C"], dryRun: true), StringComparison.Ordinal);

    [Theory]
    [InlineData(new[] { "A" }, "A")]
    [InlineData(new[] { "A", "B" }, "A and B")]
    [InlineData(new[] { "A", "B", "C" }, "A, B and C")]
    public void Listed_ReadsAsASentence(string[] names, string expected) => Assert.Equal(expected, ScheduleWords.Listed(names));

    [Theory]
    [InlineData("2026-11-21T05:00:00Z", "2026-11-21T07:00")]
    [InlineData("2026-11-21T05:55:00Z", "2026-11-21T08:00")]
    [InlineData("2026-11-21T22:30:00Z", "2026-11-22T00:00")]
    public void NextFullHour_InTheZoneAndNotMinutesAway(string now, string expected) =>
        Assert.Equal(DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), ScheduleWords.NextFullHour(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), "Europe/Berlin"));
}
