using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Tests.Publishing.Connectors.Samples;

/// <summary>What the contract test has to know about a connector: settings that work, and a platform that can be made to fail.</summary>
public abstract class ConnectorSample
{
    /// <summary>One for every connector; a new connector adds its own here.</summary>
    public static IReadOnlyList<ConnectorSample> All { get; } = [new EmailSample(), new SiteSample(), new WebhookSample(), new WordPressSample()];

    public abstract string Id { get; }

    /// <summary>What must never be seen in the ledger or the log.</summary>
    public virtual IReadOnlyList<string> Secrets => [];

    /// <summary>What each trouble has to come out as. A trouble that the platform cannot have is left out.</summary>
    public virtual IReadOnlyDictionary<Trouble, Type> Outcomes => new Dictionary<Trouble, Type>();

    /// <summary>A platform on a loopback port.</summary>
    public abstract SamplePlatform Start(Trouble trouble);

    public override string ToString() => Id;
}

/// <summary>A running platform and the settings that lead to it.</summary>
public abstract class SamplePlatform : IAsyncDisposable
{
    /// <summary>JSON with the secrets in it.</summary>
    public abstract string Settings { get; }

    /// <summary>TCP connections that were made to it.</summary>
    public abstract int Connections { get; }

    public abstract ValueTask DisposeAsync();
}

public enum Trouble
{
    None,
    Unauthorized,
    RateLimited,
    ServerError,

    /// <summary>Takes the piece and never answers.</summary>
    Silence,
    ConnectionRefused,
}

/// <summary>The usual table of a connector over HTTP.</summary>
public static class HttpOutcomes
{
    public static IReadOnlyDictionary<Trouble, Type> Table { get; } = new Dictionary<Trouble, Type>
    {
        [Trouble.Unauthorized] = typeof(PublishOutcome.NeedsReconnect),
        [Trouble.RateLimited] = typeof(PublishOutcome.RateLimited),
        [Trouble.ServerError] = typeof(PublishOutcome.Unknown),
        [Trouble.Silence] = typeof(PublishOutcome.Unknown),
        [Trouble.ConnectionRefused] = typeof(PublishOutcome.NotSent),
    };
}
