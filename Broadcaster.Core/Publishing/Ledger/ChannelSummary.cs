namespace Broadcaster.Core.Publishing.Ledger;

/// <summary>What a batch of outcomes says about one channel: that it worked meanwhile, and its last word.</summary>
internal sealed record ChannelSummary(ChannelEffect Effect, int Count, DateTimeOffset At)
{
    /// <summary>In the order in which they are to be written: a success ends a row of failures, also within a batch.</summary>
    public static IEnumerable<ChannelSummary> Of(IEnumerable<OutcomeWrite> outcomes)
    {
        var said = outcomes.Where(o => o.Channel is not ChannelEffect.Nothing).ToList();
        if (said.Count == 0)
        {
            yield break;
        }

        // Refused credentials and "wait" outweigh the rest: they hold whatever else is in the batch.
        var loudest = said.Find(o => o.Channel is ChannelEffect.Reconnect) ?? said.Find(o => o.Channel is ChannelEffect.BackOff) ?? said[^1];
        var works = said.Select(o => o.Channel).OfType<ChannelEffect.Works>().ToList();
        if (works.Count > 0)
        {
            yield return new ChannelSummary(works.FindLast(w => w.Delivered) ?? works[^1], 0, said.FindLast(o => o.Channel is ChannelEffect.Works)!.At);
        }

        if (loudest.Channel is ChannelEffect.Works)
        {
            yield break;
        }

        var inARow = said.AsEnumerable().Reverse().TakeWhile(o => o.Channel is ChannelEffect.Failed).Count();
        yield return new ChannelSummary(loudest.Channel, inARow, said[^1].At);
    }
}
