using Broadcaster.Core.Publishing.Ledger;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>Who gets how much of a node: rounds over workspaces, within a workspace over its channels. Pure.</summary>
public static class FairShare
{
    /// <summary>So many jobs a channel may always have here, however busy the node is: one slow channel starves nobody.</summary>
    public const int Reserved = 4;

    /// <param name="due">Channels that have due jobs.</param>
    /// <param name="room">How many more each channel may take (its concurrency and rate, less what it has).</param>
    /// <param name="held">How many each channel has on this node now.</param>
    /// <param name="free">How many more the node may take before only the reserve is left.</param>
    public static IReadOnlyList<ChannelQuota> Divide(
        IReadOnlyList<DueChannel> due, Func<DueChannel, int> room, Func<DueChannel, int> held, int free)
    {
        var takers = due.Select(c => new Taker(c, room(c), Math.Max(0, Reserved - held(c)))).Where(t => t.Room > 0).ToList();
        var rounds = takers.GroupBy(t => t.Channel.WorkspaceId).Select(g => new Queue<Taker>(g)).ToList();
        var left = Math.Max(0, free);
        while (rounds.Count > 0)
        {
            foreach (var workspace in rounds)
            {
                var taker = workspace.Dequeue();
                if (left > 0)
                {
                    left--;
                }
                else if (taker.Taken >= taker.Reserve)
                {
                    continue;
                }

                if (++taker.Taken < taker.Room)
                {
                    workspace.Enqueue(taker);
                }
            }

            rounds.RemoveAll(q => q.Count == 0);
        }

        return [.. takers.Where(t => t.Taken > 0).Select(t => new ChannelQuota(t.Channel.ChannelId, t.Taken))];
    }

    private sealed class Taker(DueChannel channel, int room, int reserve)
    {
        public DueChannel Channel => channel;

        public int Room => room;

        public int Reserve => reserve;

        public int Taken { get; set; }
    }
}
