namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>What a connector is: from it come the Channels form, the editor's counters, the API's answer and the docs row.</summary>
public sealed record ConnectorDescriptor
{
    /// <summary>Lower-case, hyphenated, for ever: saved channels are keyed by it.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>One sentence for the list of platforms: what it publishes to.</summary>
    public required string Description { get; init; }

    /// <summary>What to have ready before adding a channel, one item each; empty when nothing is needed.</summary>
    public IReadOnlyList<string> Prerequisites { get; init; } = [];

    /// <summary>A Material Symbols name, and the platform's hue as #rrggbb, for the channel's badge.</summary>
    public string Icon { get; init; } = "podcasts";

    public string Color { get; init; } = "#5b6b7f";

    public required Guarantee Guarantee { get; init; }

    public Capabilities Capabilities { get; init; }

    public ConnectorLimits Limits { get; init; } = new();

    /// <summary>The numbers that the platform can give for a delivery (likes, comments, shares, views, …); empty: none.</summary>
    public IReadOnlyList<string> Engagement { get; init; } = [];

    /// <summary>The steps of a publication, in order; the progress bar is made from them.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Sends at once for one channel, where the channel says nothing.</summary>
    public int DefaultConcurrency { get; init; } = 4;

    /// <summary>Sends a minute for one channel, where the channel says nothing; null: no limit.</summary>
    public int? DefaultRatePerMinute { get; init; }

    /// <summary>How long one request may take before it counts as timed out.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For findable platforms: how long after a send a search may still miss it.</summary>
    public TimeSpan FindDelay { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>What a connector can promise about a send whose outcome is not known.</summary>
public enum Guarantee
{
    /// <summary>A person has to look.</summary>
    None,

    /// <summary>The platform itself drops a repeat that carries the same key: sending again is safe.</summary>
    IdempotentKey,

    /// <summary>The post can be looked up by a marker: found means out, provably absent means retry.</summary>
    Findable,
}

/// <summary>What else a connector can do.</summary>
[Flags]
public enum Capabilities
{
    None = 0,
    Drafts = 1,
    Tags = 2,
    Images = 4,
    CanonicalUrl = 8,

    /// <summary>Takes down what is out.</summary>
    Remove = 16,

    /// <summary>
    /// Keeps its place with checkpoints: publishing again after a crash goes on where it stopped and never repeats a part
    /// whose outcome is unknown.
    /// </summary>
    Resumable = 32,

    /// <summary>A person posts it by hand.</summary>
    Manual = 64,

    /// <summary>Puts a newer revision in the place of what is out.</summary>
    Update = 128,

    /// <summary>Can tell whether what was published is still there.</summary>
    Verify = 256,
}
