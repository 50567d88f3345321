using Broadcaster.Web.Components.Shared;

namespace Broadcaster.Tests.Components.Shared;

public sealed class TimesTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-9, "just now")]
    [InlineData(-42, "42 s ago")]
    [InlineData(-60, "1 min ago")]
    [InlineData(-7_300, "2 h ago")]
    [InlineData(-200_000, "2 d ago")]
    [InlineData(5, "in a moment")]
    [InlineData(90, "in 1 min")]
    [InlineData(86_400, "in 1 d")]
    public void Relative_SomeSecondsAway_SaysItShort(int seconds, string words) =>
        Assert.Equal(words, Times.Relative(_now.AddSeconds(seconds), _now));

    [Theory]
    [InlineData(42, "0:42")]
    [InlineData(61.2, "1:02")]
    [InlineData(3_723, "1:02:03")]
    [InlineData(0, "now")]
    [InlineData(-5, "now")]
    public void Countdown_SomeSecondsLeft_CountsInMinutes(double seconds, string words) =>
        Assert.Equal(words, Times.Countdown(_now.AddSeconds(seconds), _now, "now"));

    [Fact]
    public void Exact_InAZone_NamesTheZone() =>
        Assert.Equal("Sat 21 Nov 2026, 10:00:00 (Europe/Berlin)", Times.Exact(_now, "Europe/Berlin"));

    [Fact]
    public void Exact_UnknownZone_FallsBackToUtc() =>
        Assert.Equal("Sat 21 Nov 2026, 09:00:00 (UTC)", Times.Exact(_now, "Mars/Olympus"));

    [Theory]
    [InlineData(340, "340 ms")]
    [InlineData(2_400, "2.4 s")]
    [InlineData(192_000, "3 min 12 s")]
    [InlineData(7_260_000, "2 h 1 min")]
    public void Length_SomeMilliseconds_ReadsWell(int milliseconds, string words) =>
        Assert.Equal(words, Times.Length(TimeSpan.FromMilliseconds(milliseconds)));
}
