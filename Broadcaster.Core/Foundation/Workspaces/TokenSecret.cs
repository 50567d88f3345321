using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>How an API token looks.</summary>
public static class TokenSecret
{
    public const string Prefix = "brc_";

    /// <summary>The fewest characters behind the prefix of a token that somebody brings along.</summary>
    public const int ShortestBody = 32;

    private const int Body = 40;
    private const int Shown = 8;

    public static string New() => Prefix + Secrets.Random(Body);

    public static bool LooksRight(string? token) =>
        token is not null && token.StartsWith(Prefix, StringComparison.Ordinal) && token.Length >= Prefix.Length + ShortestBody && token.Length <= 200
        && token.AsSpan(Prefix.Length).IndexOfAnyExcept(Allowed) < 0;

    /// <summary>What a list shows of it: <c>brc_a1b2…</c>.</summary>
    public static string Hint(string token) => token[..Shown] + "…";

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.~+/=");
}
