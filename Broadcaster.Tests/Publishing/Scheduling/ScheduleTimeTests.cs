using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Scheduling;

namespace Broadcaster.Tests.Publishing.Scheduling;

public sealed class ScheduleTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Resolve_Instant_IsKeptInUtc()
    {
        var time = Resolve(new ScheduleRequest { RunAt = new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.FromHours(2)) });

        Assert.Equal(new ScheduleTime(new DateTimeOffset(2026, 1, 15, 7, 0, 0, TimeSpan.Zero), null, null), time.Value);
        Assert.Equal(TimeSpan.Zero, time.Value.RunAt.Offset);
    }

    [Fact]
    public void Resolve_LocalTime_GoesByTheZoneAndKeepsWhatWasSaid()
    {
        var time = Resolve(new ScheduleRequest { LocalTime = "2026-07-01T09:30", TimeZone = "America/New_York" });

        Assert.Equal(new ScheduleTime(new DateTimeOffset(2026, 7, 1, 13, 30, 0, TimeSpan.Zero), "2026-07-01T09:30", "America/New_York"), time.Value);
    }

    [Fact]
    public void Resolve_NoZone_UsesTheWorkspaces() =>
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 7, 30, 0, TimeSpan.Zero), Resolve(new ScheduleRequest { LocalTime = "2026-07-01T09:30:00" }).Value.RunAt);

    [Theory]
    [InlineData(-5, true)]
    [InlineData(-6, false)]
    public void Resolve_ALittlePast_IsTolerated(int seconds, bool ok)
    {
        var time = Resolve(new ScheduleRequest { RunAt = Now.AddSeconds(seconds) });

        Assert.Equal(ok, time.Ok);
        Assert.True(ok || time.Error is InvalidInput { Code: "schedule.in_past" } past && past.Errors.ContainsKey("runAt"));
    }

    [Fact]
    public void Resolve_LocalTimePast_NamesTheField() => Refused(new ScheduleRequest { LocalTime = "2026-01-14T12:00" }, "schedule.in_past", "localTime");

    [Fact]
    public void Resolve_UnknownZone_IsRefusedWithEitherTime()
    {
        Refused(new ScheduleRequest { LocalTime = "2026-07-01T09:30", TimeZone = "Mars/Olympus" }, "schedule.unknown_zone", "timeZone");
        Refused(new ScheduleRequest { RunAt = Now.AddDays(1), TimeZone = "Mars/Olympus" }, "schedule.unknown_zone", "timeZone");
    }

    [Fact]
    public void Resolve_BothTimes_IsRefused() => Refused(new ScheduleRequest { RunAt = Now.AddDays(1), LocalTime = "2026-07-01T09:30" }, "schedule.two_times", "localTime");

    [Fact]
    public void Resolve_NoTime_IsRefused() => Refused(new ScheduleRequest(), "schedule.no_time", "runAt");

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2026-07-01T09:30Z")]
    [InlineData("01.07.2026 09:30")]
    [InlineData("2026-02-30T09:30")]
    public void Resolve_NotALocalTime_IsRefused(string text) => Refused(new ScheduleRequest { LocalTime = text }, "schedule.bad_time", "localTime");

    [Fact]
    public void Resolve_TimeThatClocksSkip_IsRefusedAndNamesTheNext()
    {
        var error = Refused(new ScheduleRequest { LocalTime = "2026-03-29T02:30" }, "schedule.time_does_not_exist", "localTime");

        Assert.Contains("03:00", error.Errors["localTime"][0], StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_TimeThatComesTwice_AsksWhich() => Refused(new ScheduleRequest { LocalTime = "2026-10-25T02:30" }, "schedule.ambiguous_time", "occurrence");

    [Theory]
    [InlineData("earlier", 0)]
    [InlineData("later", 1)]
    public void Resolve_TimeThatComesTwice_TakesTheOneThatWasSaid(string occurrence, int hour) =>
        Assert.Equal(new DateTimeOffset(2026, 10, 25, hour, 30, 0, TimeSpan.Zero), Resolve(new ScheduleRequest { LocalTime = "2026-10-25T02:30", Occurrence = occurrence }).Value.RunAt);

    private static Result<ScheduleTime> Resolve(ScheduleRequest request) => ScheduleTime.Resolve(request, "Europe/Berlin", Now);

    private static InvalidInput Refused(ScheduleRequest request, string code, string field)
    {
        var time = Resolve(request);
        Assert.False(time.Ok);
        var error = Assert.IsType<InvalidInput>(time.Error);
        Assert.Equal(code, error.Code);
        Assert.Contains(field, error.Errors.Keys);
        return error;
    }
}
