using System.Threading.Channels;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Gathers what many callers want committed and commits it together: whoever comes while one batch is being written rides
/// with the next, so a quiet time costs nothing and a rush costs one commit for many.
/// </summary>
/// <param name="again">Which answers mean that the item goes with the next batch instead of being answered.</param>
internal sealed class GroupCommit<TItem, TAnswer>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TAnswer>>> commit, int most, Func<TAnswer, bool>? again = null)
{
    private readonly Channel<Entry> waiting = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Hands the item over and waits until it is committed.</summary>
    public async Task<TAnswer> AddAsync(TItem item, CancellationToken ct)
    {
        var entry = new Entry(item);
        await waiting.Writer.WriteAsync(entry, ct);
        return await entry.Done.Task;
    }

    /// <summary>Commits until the writer is completed and everything handed over is through.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var batch = new List<Entry>(most);
        var left = new List<Entry>();
        while (left.Count > 0 || await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            batch.AddRange(left);
            left.Clear();
            while (batch.Count < most && waiting.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            try
            {
                var answers = await commit([.. batch.Select(e => e.Item)], ct);
                for (var i = 0; i < batch.Count; i++)
                {
                    if (again?.Invoke(answers[i]) == true)
                    {
                        left.Add(batch[i]);
                    }
                    else
                    {
                        batch[i].Done.SetResult(answers[i]);
                    }
                }
            }
            catch (Exception problem)
            {
                foreach (var entry in batch)
                {
                    entry.Done.SetException(problem);
                }
            }
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    private sealed class Entry(TItem item)
    {
        public TItem Item => item;

        public TaskCompletionSource<TAnswer> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
