using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Engine;

public sealed class SendGateTests
{
    private readonly Guid a = Guid.NewGuid();
    private readonly Guid b = Guid.NewGuid();
    private readonly Guid c = Guid.NewGuid();

    [Fact]
    public async Task EnterAsync_ChannelAtItsLimit_WaitsUntilOneLeaves()
    {
        var gate = new SendGate(10);
        await gate.EnterAsync(a, 1, default);

        var second = gate.EnterAsync(a, 1, default);

        Assert.False(second.IsCompleted);
        gate.Leave(a);
        await second.Soon();
        Assert.False(gate.EnterAsync(a, 1, default).IsCompleted);
    }

    [Fact]
    public async Task EnterAsync_NodeIsFull_OtherChannelsGetTheirReserveOnly()
    {
        var gate = new SendGate(4);
        for (var i = 0; i < 4; i++)
        {
            await gate.EnterAsync(a, 10, default);
        }

        var more = gate.EnterAsync(a, 10, default);
        await gate.EnterAsync(b, 10, default);
        await gate.EnterAsync(b, 10, default);
        var third = gate.EnterAsync(b, 10, default);

        Assert.False(more.IsCompleted);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public void EnterAsync_ManyChannels_NeverPassTwiceTheNode()
    {
        var gate = new SendGate(2);

        var entered = Enumerable.Range(0, 20).Select(_ => gate.EnterAsync(Guid.NewGuid(), 5, default)).Count(t => t.IsCompletedSuccessfully);

        Assert.Equal(4, entered);
    }

    [Fact]
    public async Task Leave_SeveralChannelsWait_AreServedInTurns()
    {
        var gate = new SendGate(1);
        await gate.EnterAsync(a, 5, default);
        await gate.EnterAsync(a, 5, default);
        var waiting = new[] { (a, gate.EnterAsync(a, 5, default)), (a, gate.EnterAsync(a, 5, default)), (b, gate.EnterAsync(b, 5, default)), (c, gate.EnterAsync(c, 5, default)) };
        var order = new List<Guid>();
        var open = waiting.ToList();
        gate.Leave(a);
        for (var i = 0; i < waiting.Length; i++)
        {
            var next = open.First(w => w.Item2.IsCompletedSuccessfully);
            open.Remove(next);
            order.Add(next.Item1);
            gate.Leave(i == 0 ? a : order[i]);
        }

        Assert.Equal(4, order.Count);
        Assert.True(order.IndexOf(b) < 3 && order.IndexOf(c) < 4);
        Assert.NotEqual([a, a], order.Take(2));
    }

    [Fact]
    public async Task EnterAsync_CancelledWhileWaiting_TakesNoPlace()
    {
        var gate = new SendGate(1);
        using var cancel = new CancellationTokenSource();
        await gate.EnterAsync(a, 1, default);
        var gaveUp = gate.EnterAsync(a, 1, cancel.Token);
        var patient = gate.EnterAsync(a, 1, default);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        gate.Leave(a);
        await patient.Soon();
        gate.Leave(a);
        Assert.True(gate.EnterAsync(a, 1, default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task EnterAsync_CancelledBefore_TakesNoPlace()
    {
        var gate = new SendGate(1);
        await gate.EnterAsync(a, 1, default);

        var late = gate.EnterAsync(a, 1, new CancellationToken(canceled: true));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        gate.Leave(a);
        await gate.EnterAsync(a, 1, default);
        Assert.False(gate.EnterAsync(a, 1, default).IsCompleted);
    }

    [Fact]
    public async Task EnterAsync_ManyAtOnce_NeverPassTheLimitAndAllGetThrough()
    {
        var gate = new SendGate(3);
        var now = 0;
        var most = 0;
        var through = 0;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var channel = i % 2 == 0 ? a : b;
            await gate.EnterAsync(channel, 2, default);
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            Interlocked.Increment(ref through);
            gate.Leave(channel);
        })));

        Assert.Equal(200, through);
        Assert.InRange(most, 1, 4);

        // Every place was given back: two a channel, and no more than that.
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => gate.EnterAsync(a, 2, default).IsCompletedSuccessfully));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen) is var was && was == seen ? value : was;
        }
    }
}
