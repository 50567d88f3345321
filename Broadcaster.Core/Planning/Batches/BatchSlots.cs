namespace Broadcaster.Core.Planning.Batches;

/// <summary>The instants of a period, said in local time: what does not exist there (clocks go forward) moves behind the gap.</summary>
public static class BatchSlots
{
    private static readonly TimeOnly Morning = new(9, 0);
    private static readonly TimeSpan WorkingDay = TimeSpan.FromHours(8);

    /// <summary>Empty where no day is left: weekends are left out, or all times are over.</summary>
    /// <param name="notBefore">What is earlier is left out; null: nothing is.</param>
    public static IReadOnlyList<(DateTimeOffset At, DateTime Local)> Of(BatchRequest request, TimeZoneInfo zone, DateTimeOffset? notBefore = null)
    {
        var start = request.Start ?? throw new ArgumentException("The first day is not set.", nameof(request));
        var end = request.Period switch
        {
            BatchPeriod.Day => start.AddDays(1),
            BatchPeriod.Week => start.AddDays(7),
            BatchPeriod.Month => start.AddMonths(1),
        };
        var slots = new List<(DateTimeOffset, DateTime)>();
        for (var day = start; day < end; day = day.AddDays(1))
        {
            if (request.SkipWeekends && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            foreach (var time in TimesOf(request))
            {
                slots.Add(Instant(day.ToDateTime(time), zone));
            }
        }

        return [.. slots.Where(s => notBefore is null || s.Item1 >= notBefore).OrderBy(s => s.Item1)];
    }

    private static IEnumerable<TimeOnly> TimesOf(BatchRequest request) => request.Times.Count > 0
        ? request.Times.Distinct().Order()
        : Enumerable.Range(0, request.PerDay).Select(i => Morning.Add(request.PerDay == 1 ? TimeSpan.Zero : WorkingDay / (request.PerDay - 1) * i));

    private static (DateTimeOffset At, DateTime Local) Instant(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        // A time that comes twice is meant the first time.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return (new DateTimeOffset(local, offset).ToUniversalTime(), local);
    }
}
