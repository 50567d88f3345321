using Broadcaster.Core.Publishing.Engine;

namespace Broadcaster.Tests.Publishing.Engine;

public sealed class ChannelRatesTests
{
    [Fact]
    public void Take_NoLimit_GivesAll()
    {
        using var rates = new ChannelRates();

        Assert.Equal(500, rates.Take(Guid.NewGuid(), null, 500));
    }

    [Fact]
    public void Take_Limited_GivesTheBurstAndThenNothing()
    {
        using var rates = new ChannelRates();
        var channel = Guid.NewGuid();

        Assert.Equal(1, rates.Take(channel, 1, 5));
        Assert.Equal(0, rates.Take(channel, 1, 5));
        Assert.Equal(1, rates.Take(Guid.NewGuid(), 1, 5));
    }

    [Fact]
    public void Return_Unused_MayBeTakenAgainAndIsNeverMoreThanABurst()
    {
        using var rates = new ChannelRates();
        var channel = Guid.NewGuid();
        Assert.Equal(2, rates.Take(channel, 40, 2));

        rates.Return(channel, 1);
        Assert.Equal(1, rates.Take(channel, 40, 5));
        rates.Return(channel, 7);

        Assert.Equal(2, rates.Take(channel, 40, 5));
        rates.Return(Guid.NewGuid(), 3);
        rates.Return(channel, 0);
        Assert.Equal(0, rates.Take(channel, 40, 5));
    }

    [Fact]
    public void Take_RateRaised_CountsAnew()
    {
        using var rates = new ChannelRates();
        var channel = Guid.NewGuid();
        rates.Take(channel, 1, 1);

        Assert.Equal(2, rates.Take(channel, 40, 5));
    }
}
