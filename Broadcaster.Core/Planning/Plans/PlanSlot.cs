using System.Globalization;
using Broadcaster.Core.Authoring.Content;

namespace Broadcaster.Core.Planning.Plans;

/// <summary>
/// The slot of a plan on its piece: what whoever schedules it is offered first. Not a schedule by itself: the piece is still
/// to be read, approved and checked by its channels.
/// </summary>
public static class PlanSlot
{
    /// <summary>Its name among the piece's metadata; the value is a UTC time.</summary>
    public const string Key = "slot";

    /// <summary>Null where the piece comes from no batch.</summary>
    public static DateTimeOffset? Of(ContentItem content) =>
        DateTimeOffset.TryParse(ContentMetadata.TextOf(content.Metadata, Key), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    internal static string? TextOf(ContentPlan plan) => plan.SlotAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
