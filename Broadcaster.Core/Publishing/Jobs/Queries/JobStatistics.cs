using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>Figures over the jobs that were due within a range; dry runs left out.</summary>
/// <param name="SuccessRate">Succeeded of those that came to an end, 0 to 1; null when none did.</param>
/// <param name="Retries">Attempts after the first.</param>
public sealed record JobStatistics(
    int Total,
    IReadOnlyDictionary<JobStatus, int> ByStatus,
    double? SuccessRate,
    double? AverageDurationMs,
    double? P95DurationMs,
    double? P50LatenessMs,
    double? P95LatenessMs,
    int Retries,
    IReadOnlyList<ChannelStatistics> ByChannel,
    IReadOnlyList<ConnectorStatistics> ByConnector);

/// <summary>The figures of one channel.</summary>
public sealed record ChannelStatistics(Guid ChannelId, string ChannelName, string Connector, int Total, int Succeeded, int Failed, double? SuccessRate, double? AverageDurationMs);

/// <summary>The figures of one kind of platform.</summary>
public sealed record ConnectorStatistics(string Connector, string Provider, int Total, int Succeeded, int Failed, double? SuccessRate, double? AverageDurationMs);

/// <summary>The ranges that statistics are made for, as they stand in an address.</summary>
public static class StatisticsRange
{
    public const string Default = "7d";

    public static readonly IReadOnlyList<string> All = ["24h", "7d", "30d", "90d", "all"];

    /// <summary>When the range begins; null value for all time; a refusal for an unknown name.</summary>
    public static Result<DateTimeOffset?> Start(string? range, DateTimeOffset now) => (range ?? Default) switch
    {
        "24h" => now.AddHours(-24),
        "7d" => now.AddDays(-7),
        "30d" => now.AddDays(-30),
        "90d" => now.AddDays(-90),
        "all" => (DateTimeOffset?)null,
        _ => new UnknownRange(range!),
    };
}

/// <summary>Not one of the ranges.</summary>
public sealed record UnknownRange(string Range) : Error("request.invalid", $"'{Range}' is not a range. Use one of: {string.Join(", ", StatisticsRange.All)}.")
{
    public override ErrorKind Kind => ErrorKind.Malformed;

    public override IReadOnlyDictionary<string, string[]> Fields => new Dictionary<string, string[]> { ["range"] = [Message] };
}
