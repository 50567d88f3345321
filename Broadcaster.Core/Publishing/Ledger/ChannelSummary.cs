namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>What a batch of outcomes says about one channel: the last word counts, failures in a row are counted.</summary>
internal sealed record ChannelSummary(ChannelEffect Effect, int Count, DateTimeOffset At)
{
    public static ChannelSummary Of(IEnumerable<OutcomeWrite> outcomes)
    {
        var said = outcomes.Where(o => o.Channel is not ChannelEffect.Nothing).ToList();
        if (said.Count == 0)
        {
            return new ChannelSummary(ChannelEffect.None, 0, default);
        }

        // Refused credentials and "wait" outweigh the rest: they hold whatever else is in the batch.
        var loudest = said.Find(o => o.Channel is ChannelEffect.Reconnect) ?? said.Find(o => o.Channel is ChannelEffect.BackOff) ?? said[^1];
        var inARow = said.AsEnumerable().Reverse().TakeWhile(o => o.Channel is ChannelEffect.Failed).Count();
        return new ChannelSummary(loudest.Channel, inARow, said[^1].At);
    }
}
