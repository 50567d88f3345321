namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>How large a piece may be here; platforms have limits of their own.</summary>
public static class ContentLimits
{
    public const int TitleCharacters = 300;

    public const int SummaryCharacters = 2_000;

    public const int SlugCharacters = 150;

    /// <summary>UTF-8 bytes.</summary>
    public const int BodyBytes = 512 * 1024;

    public const int Tags = 30;

    public const int TagCharacters = 100;

    public const int UrlCharacters = 2_000;

    public const int Channels = 100;

    public const int MetadataKeys = 50;

    public const int MetadataKeyCharacters = 100;

    /// <summary>UTF-8 bytes of one value.</summary>
    public const int MetadataValueBytes = 2 * 1024;

    /// <summary>Of a reviewer's comment.</summary>
    public const int CommentCharacters = 5_000;
}
