namespace Broadcaster.Core.Authoring.Media;

/// <summary>Tells what a file is by its first bytes; its name and what the client says of it count for nothing.</summary>
public static class ImageType
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int Needed = 32;

    /// <summary>The media type, or null for anything that is not a picture that platforms take.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return "image/png";
        }

        if (start.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            return "image/jpeg";
        }

        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8))
        {
            return "image/gif";
        }

        return start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }

    public static string ExtensionOf(string contentType) => contentType switch
    {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        _ => ".bin",
    };
}
