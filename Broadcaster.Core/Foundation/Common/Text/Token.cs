using System.Runtime.InteropServices;

namespace Broadcaster.Core.Foundation.Common.Text;

/// <summary>What a token is made of.</summary>
internal enum TokenKind
{
    /// <summary>Letters that make a word between spaces.</summary>
    Word,

    /// <summary>Starts with a digit.</summary>
    Number,

    /// <summary>A run of one script that sets no spaces: Han, Kana, Thai, Lao, Khmer, Burmese.</summary>
    Run,
}

/// <summary>What stands before a token.</summary>
internal enum TokenGap
{
    Space,

    /// <summary>It belongs to the word before: "e-mail".</summary>
    Hyphen,

    /// <summary>It belongs to the word before: "l'article", "Türkiye'nin".</summary>
    Apostrophe,

    /// <summary>Punctuation, a line's end, or the start: no phrase reaches across.</summary>
    Break,
}

/// <summary>A word of a text, by place.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(int Start, int Length, TokenKind Kind, TokenGap Gap)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, Length);
}
