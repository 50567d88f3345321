namespace Broadcaster.Core.Foundation.Settings;

/// <summary>How publishing behaves where a channel or a schedule says nothing else.</summary>
public sealed record PublishingSettings
{
    /// <summary>Retries after the first attempt, 0 to 10.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Seconds before the 1st, 2nd, … retry; the last is doubled on from there, up to one hour.</summary>
    public IReadOnlyList<int> BackoffSeconds { get; init; } = [60, 120, 240, 480];

    /// <summary>What becomes of a job that could not start in time because the app was down.</summary>
    public MisfirePolicy DefaultMisfire { get; init; } = MisfirePolicy.Publish;

    /// <summary>How often what is out is looked at to see whether it is still there.</summary>
    public VerifySettings Verify { get; init; } = new();
}
