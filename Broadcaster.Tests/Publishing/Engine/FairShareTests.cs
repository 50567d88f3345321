using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Broadcaster.Tests.Publishing.Engine;

public sealed class FairShareTests
{
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public void Divide_FloodedChannel_DoesNotStarveTheOthers()
    {
        var flooded = Channel(One);
        var quiet = Channel(One);

        var shares = Shares([flooded, quiet], c => c == flooded ? 1000 : 3, 20);

        Assert.Equal((17, 3), (shares[flooded.ChannelId], shares[quiet.ChannelId]));
    }

    [Fact]
    public void Divide_WorkspaceWithManyChannels_LeavesTheOtherWorkspaceItsHalf()
    {
        var many = Enumerable.Range(0, 10).Select(_ => Channel(One)).ToList();
        var lone = Channel(Other);

        var shares = Shares([.. many, lone], _ => 100, 20);

        Assert.Equal(10, shares[lone.ChannelId]);
        Assert.All(many, c => Assert.InRange(shares.GetValueOrDefault(c.ChannelId), FairShare.Reserved, FairShare.Reserved));
    }

    [Fact]
    public void Divide_NodeIsFull_EachChannelStillGetsItsReserve()
    {
        var idle = Channel(One);
        var busy = Channel(One);

        var shares = Shares([idle, busy], _ => 50, -7, c => c == busy ? 40 : 1);

        Assert.Equal(FairShare.Reserved - 1, shares[idle.ChannelId]);
        Assert.DoesNotContain(busy.ChannelId, shares.Keys);
    }

    [Fact]
    public void Divide_NoRoom_GetsNothing() => Assert.Empty(Shares([Channel(One)], _ => 0, 10));

    [Fact]
    public void Divide_Anything_StaysWithinRoomAndNode()
    {
        var rows = Gen.Choose(0, 30).Two().SelectMany(a => Gen.Choose(0, 2).Select(w => (Room: a.Item1, Held: a.Item2, Workspace: w)));
        var cases = Gen.Choose(-10, 60).SelectMany(free => rows.ListOf().Select(all => (Free: free, Rows: all.ToList())));
        Prop.ForAll(Arb.From(cases), sample =>
        {
            var workspaces = new[] { Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid() };
            var due = sample.Rows.Select(r => (Channel: Channel(workspaces[r.Workspace]), r.Room, r.Held)).ToDictionary(r => r.Channel);
            var shares = Shares([.. due.Keys], c => due[c].Room, sample.Free, c => due[c].Held);
            var reserves = due.Values.Sum(r => Math.Max(0, FairShare.Reserved - r.Held));
            var within = due.Keys.All(c => shares.GetValueOrDefault(c.ChannelId) <= due[c].Room);
            var bounded = shares.Values.Sum() <= Math.Max(0, sample.Free) + reserves;
            var useful = shares.Values.Sum() >= Math.Min(Math.Max(0, sample.Free), due.Values.Sum(r => r.Room));
            return within && bounded && useful && shares.Values.All(n => n > 0);
        }).QuickCheckThrowOnFailure();
    }

    private static DueChannel Channel(Guid workspace) => new(workspace, Guid.NewGuid(), "test", null, null, Probe: false);

    private static Dictionary<Guid, int> Shares(IReadOnlyList<DueChannel> due, Func<DueChannel, int> room, int free, Func<DueChannel, int>? held = null) =>
        FairShare.Divide(due, room, held ?? (_ => 0), free).ToDictionary(q => q.ChannelId, q => q.Jobs);
}
