using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Authoring.Media;

/// <summary>The file is over the limit.</summary>
public sealed record MediaTooLarge()
    : Error("media.too_large", $"A picture may have {MediaLimits.Bytes / (1024 * 1024)} MB. Make it smaller and upload it again.")
{
    public override ErrorKind Kind => ErrorKind.TooLarge;
}

/// <summary>Its text goes out with pieces that somebody is looking at or has approved.</summary>
public sealed record MediaInUse(string Title)
    : Error("media.in_use", $"\"{Title}\" uses this picture and is in review, approved, or on its way out: its alt text would change with it. Take the piece back to draft first.");
