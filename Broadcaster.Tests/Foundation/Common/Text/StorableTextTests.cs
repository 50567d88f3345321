using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Tests.Foundation.Common.Text;

public sealed class StorableTextTests
{
    [Fact]
    public void Clean_WhatCannotBeStored_IsReplaced()
    {
        // Not as a theory's data: an attribute cannot hold half of a character either.
        (string Text, string Clean)[] cases =
        [
            ("", ""), ("plain ü 👩‍🚀", "plain ü 👩‍🚀"), ("a\0b", "a\ufffdb"), ("\0", "\ufffd"), ("\ud83d", "\ufffd"), ("\ude80\ud83d", "\ufffd\ufffd"),
            ("\ud83d\ude80\ude80 👍", "\ud83d\ude80\ufffd 👍"), ("👍\0👍\ud83d", "👍\ufffd👍\ufffd"),
        ];
        foreach (var (text, clean) in cases)
        {
            Assert.Equal(clean, StorableText.Clean(text), StringComparer.Ordinal);
            Assert.Equal(text == clean, StorableText.Is(text));
            Assert.True(StorableText.Is(clean));
        }
    }

    [Fact]
    public void Clean_Null_StaysNull() => Assert.Null(StorableText.Clean(null));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("ab👍", 4, "ab👍")]
    [InlineData("ab👍", 3, "ab")]
    [InlineData("👍👍", 2, "👍")]
    public void Cut_InTheMiddleOfACharacter_LeavesNoHalfOfIt(string text, int most, string cut) =>
        Assert.Equal(cut, StorableText.Cut(text, most), StringComparer.Ordinal);
}
