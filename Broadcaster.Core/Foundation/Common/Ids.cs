namespace Broadcaster.Core.Foundation.Common;

/// <summary>Makes ids: UUIDv7, so that they sort by the time they were made.</summary>
public static class Ids
{
    public static Guid NewId(this TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
