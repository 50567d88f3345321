namespace Broadcaster.Core.Authoring.Media;

/// <summary>What may be uploaded.</summary>
public static class MediaLimits
{
    public const long Bytes = 20 * 1024 * 1024;

    public const int AltTextCharacters = 1_000;

    public const int FileNameCharacters = 255;
}
