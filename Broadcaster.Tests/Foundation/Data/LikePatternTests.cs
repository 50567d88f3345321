using Broadcaster.Core.Foundation.Data;

namespace Broadcaster.Tests.Foundation.Data;

public sealed class LikePatternTests
{
    [Theory]
    [InlineData("bees", "%bees%")]
    [InlineData("50 %", "%50 \\%%")]
    [InlineData("a_b\\c", "%a\\_b\\\\c%")]
    [InlineData("a\0b", "%ab%")]
    public void Of_Text_IsLookedForAsItIsWritten(string text, string pattern) => Assert.Equal(pattern, LikePattern.Of(text));
}
