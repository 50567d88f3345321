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

    /// <summary>UTF-8 bytes of all of it as JSON without blanks.</summary>
    public const int MetadataBytes = 64 * 1024;

    /// <summary>Objects and lists within each other; the metadata itself is the first.</summary>
    public const int MetadataDepth = 16;

    /// <summary>Of one variant.</summary>
    public const int Options = 50;

    public const int OptionNameCharacters = 100;

    /// <summary>UTF-8 bytes of one value.</summary>
    public const int OptionValueBytes = 2 * 1024;

    /// <summary>Of a reviewer's comment.</summary>
    public const int CommentCharacters = 5_000;
}
