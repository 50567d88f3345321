namespace Broadcaster.Core.Publishing.Engine;

/// <summary>When something that is out is looked at again of its own accord: often while it is new, seldom later.</summary>
internal static class VerifyRhythm
{
    /// <summary>Null where the connector cannot look, or the workspace does not want it.</summary>
    public static DateTimeOffset? Next(JobWork work, DateTimeOffset publishedAt, DateTimeOffset now)
    {
        var rhythm = work.Workspace.Settings.Publishing.Verify;
        return rhythm.EveryHours <= 0 ? null : now + TimeSpan.FromHours(now - publishedAt < TimeSpan.FromDays(rhythm.DailyForDays) ? rhythm.EveryHours : rhythm.LaterEveryHours);
    }
}
