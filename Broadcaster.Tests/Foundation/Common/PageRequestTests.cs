using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Tests.Foundation.Common;

public sealed class PageRequestTests
{
    [Theory]
    [InlineData(1, 50, 0)]
    [InlineData(3, 50, 100)]
    [InlineData(0, 50, 0)]
    [InlineData(int.MinValue, 50, 0)]
    [InlineData(int.MaxValue, 200, int.MaxValue)]
    [InlineData(int.MaxValue, 1, int.MaxValue - 1)]
    public void Skip_AnyPage_NeverOverflows(int number, int size, int skip) => Assert.Equal(skip, new PageRequest(number, size).Skip);
}
