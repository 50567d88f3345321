namespace Broadcaster.Core.Publishing.Engine;

internal static class PublishingDefaults
{
    public static readonly IReadOnlyList<int> Backoff = [60, 120, 240, 480];
}
