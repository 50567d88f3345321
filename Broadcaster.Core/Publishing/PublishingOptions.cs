using System.ComponentModel.DataAnnotations;

namespace Broadcaster.Core.Publishing;

/// <summary>How this node publishes. Section <c>Publishing</c>.</summary>
public sealed class PublishingOptions
{
    /// <summary>Sends at once on this node, over all channels; a busy node still lets every other channel have two.</summary>
    [Range(1, 1024, ErrorMessage = "Publishing:MaxConcurrency is a number from 1 to 1024.")]
    public int MaxConcurrency { get; set; } = 64;

    /// <summary>How often the queue is looked through for what no wake-up announced.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00", ErrorMessage = "Publishing:SweepInterval is a time from 00:00:00.2 to 00:01:00.")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a node has a claimed job without renewing; after it the job is recovered.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00", ErrorMessage = "Publishing:Lease is a time from 00:00:05 to 00:10:00.")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>No request to a platform takes longer, whatever its connector would allow; it then counts as timed out.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Publishing:LongestRequest is a time from 00:00:01 to 00:10:00.")]
    public TimeSpan LongestRequest { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A first attempt later than this counts as missed, and the job's misfire policy decides.</summary>
    public TimeSpan MisfireAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A job due and not started for so long raises an alert.</summary>
    public TimeSpan WatchdogAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long sends may go on after the program was told to stop.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>This node's name in the ledger; machine name and process id where empty.</summary>
    public string? NodeName { get; set; }

    /// <summary>Where this installation is reached from outside, e.g. https://news.example; the listening address where empty.</summary>
    public string? PublicUrl { get; set; }
}
