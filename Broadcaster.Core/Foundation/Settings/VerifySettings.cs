namespace Broadcaster.Core.Foundation.Settings;

/// <summary>How often what is out is looked at of its own accord.</summary>
public sealed record VerifySettings
{
    /// <summary>Hours between two looks while it is new; 0: never.</summary>
    public int EveryHours { get; init; } = 24;

    /// <summary>For how many days after its publication it counts as new.</summary>
    public int DailyForDays { get; init; } = 30;

    /// <summary>Hours between two looks later.</summary>
    public int LaterEveryHours { get; init; } = 168;
}
