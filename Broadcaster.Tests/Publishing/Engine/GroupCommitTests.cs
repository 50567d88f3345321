using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Engine;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task AddAsync_AnsweredAgain_GoesWithTheNextBatch()
    {
        var batches = new List<IReadOnlyList<int>>();
        var group = new GroupCommit<int, int>(
            (items, _) =>
            {
                batches.Add(items);
                return Task.FromResult<IReadOnlyList<int>>([.. items.Select(i => i == 2 && batches.Count < 3 ? -1 : i * 10)]);
            },
            most: 2,
            again: answer => answer < 0);
        var asked = Enumerable.Range(1, 4).Select(i => group.AddAsync(i, default)).ToList();
        group.Complete();

        await group.RunAsync(default);

        int[] answers = await Task.WhenAll(asked);
        Assert.Equal([10, 20, 30, 40], answers);
        Assert.Equal([[1, 2], [2, 3], [2, 4]], batches);
    }

    [Fact]
    public async Task AddAsync_WhileOneIsWritten_TheOthersRideTogetherAndGetTheirOwnAnswers()
    {
        var batches = new List<int>();
        var first = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var group = new GroupCommit<int, string>(
            async (items, _) =>
            {
                batches.Add(items.Count);
                begun.TrySetResult();
                await first.Task;
                return [.. items.Select(i => $"<{i}>")];
            },
            most: 10);
        var running = group.RunAsync(default);
        var one = group.AddAsync(1, default);
        await begun.Task.Soon();
        var rest = Enumerable.Range(2, 12).Select(i => group.AddAsync(i, default)).ToList();

        first.SetResult();

        Assert.Equal("<1>", await one);
        Assert.Equal(Enumerable.Range(2, 12).Select(i => $"<{i}>"), await Task.WhenAll(rest));
        Assert.Equal([1, 10, 2], batches);
        group.Complete();
        await running.Soon();
    }

    [Fact]
    public async Task AddAsync_BatchFails_ItsCallersHearItAndTheNextGoesOn()
    {
        var fail = true;
        var group = new GroupCommit<int, int>((items, _) => fail ? throw new InvalidOperationException("gone") : Task.FromResult<IReadOnlyList<int>>([.. items]), 10);
        var running = group.RunAsync(default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => group.AddAsync(1, default));
        fail = false;

        Assert.Equal(2, await group.AddAsync(2, default));
        group.Complete();
        await running.Soon();
    }

    [Fact]
    public async Task Complete_WithItemsWaiting_WritesThemFirst()
    {
        var group = new GroupCommit<int, int>((items, _) => Task.FromResult<IReadOnlyList<int>>([.. items]), 1);
        var waiting = Enumerable.Range(0, 5).Select(i => group.AddAsync(i, default)).ToList();
        group.Complete();

        await group.RunAsync(default);

        Assert.Equal(Enumerable.Range(0, 5), await Task.WhenAll(waiting));
    }
}
