using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Jobs.Queries;

namespace Broadcaster.Web.Api.Jobs;

/// <summary>Figures over the jobs that were due within a range; dry runs left out.</summary>
public sealed record StatisticsResource(
    string Range,
    int Total,
    IReadOnlyDictionary<string, int> ByStatus,
    double? SuccessRate,
    double? AverageDurationMs,
    double? P95DurationMs,
    double? P50LatenessMs,
    double? P95LatenessMs,
    int Retries,
    IReadOnlyList<ChannelStatistics> ByChannel,
    IReadOnlyList<ConnectorStatistics> ByConnector)
{
    public static StatisticsResource Of(string range, JobStatistics figures) => new(
        range,
        figures.Total,
        figures.ByStatus.ToDictionary(s => SnakeCase.Of(s.Key), s => s.Value),
        figures.SuccessRate,
        figures.AverageDurationMs,
        figures.P95DurationMs,
        figures.P50LatenessMs,
        figures.P95LatenessMs,
        figures.Retries,
        figures.ByChannel,
        figures.ByConnector);
}
