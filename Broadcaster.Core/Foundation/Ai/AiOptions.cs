using System.ComponentModel.DataAnnotations;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>How this node speaks to models. Section <c>Ai</c>.</summary>
public sealed class AiOptions
{
    /// <summary>Calls to models at once on this node, over all workspaces; apart from what publishing may do.</summary>
    [Range(1, 256, ErrorMessage = "Ai:MaxConcurrency is a number from 1 to 256.")]
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>How long a call waits for a provider that asks to wait, before the plan is put off instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ErrorMessage = "Ai:LongestWait is a time from 00:00:00 to 00:05:00.")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Attempts after the first where nothing was billed.</summary>
    [Range(0, 10, ErrorMessage = "Ai:MaxRetries is a number from 0 to 10.")]
    public int MaxRetries { get; set; } = 2;
}
