namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Lets so many sends at once through: for the node, and for each channel. Whoever waits is served round robin over the
/// channels; a channel with fewer than <see cref="Reserved"/> sends gets in even when others fill the node.
/// </summary>
public sealed class SendGate(int nodeLimit)
{
    public const int Reserved = 2;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Lane> lanes = [];
    private readonly LinkedList<Guid> turns = [];
    private int sending;

    /// <summary>Waits for a place; <see cref="Leave"/> gives it back.</summary>
    public Task EnterAsync(Guid channelId, int channelLimit, CancellationToken ct)
    {
        lock (gate)
        {
            var lane = LaneOf(channelId);
            lane.Limit = Math.Max(1, channelLimit);
            if (lane.Waiting.Count == 0 && MayEnter(lane))
            {
                lane.Sending++;
                sending++;
                return Task.CompletedTask;
            }

            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lane.Waiting.AddLast(place);
            if (ct.CanBeCanceled)
            {
                var registration = ct.Register(() => GiveUp(channelId, place, ct));
                _ = place.Task.ContinueWith(static (_, r) => ((CancellationTokenRegistration)r!).Dispose(), registration, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            return place.Task;
        }
    }

    public void Leave(Guid channelId)
    {
        lock (gate)
        {
            var lane = LaneOf(channelId);
            lane.Sending--;
            sending--;
            Admit();
            Forget(channelId, lane);
        }
    }

    private void GiveUp(Guid channelId, TaskCompletionSource place, CancellationToken ct)
    {
        lock (gate)
        {
            if (lanes.TryGetValue(channelId, out var lane))
            {
                lane.Waiting.Remove(place);
                Forget(channelId, lane);
            }
        }

        place.TrySetCanceled(ct);
    }

    private void Forget(Guid channelId, Lane lane)
    {
        if (lane is { Sending: 0, Waiting.Count: 0 })
        {
            lanes.Remove(channelId);
            turns.Remove(lane.Turn);
        }
    }

    private void Admit()
    {
        for (var misses = 0; misses < turns.Count;)
        {
            var turn = turns.First!;
            turns.RemoveFirst();
            turns.AddLast(turn);
            var lane = lanes[turn.Value];
            if (lane.Waiting.Count == 0 || !MayEnter(lane))
            {
                misses++;
                continue;
            }

            misses = 0;
            var place = lane.Waiting.First!.Value;
            lane.Waiting.RemoveFirst();
            if (place.TrySetResult())
            {
                lane.Sending++;
                sending++;
            }
        }
    }

    private bool MayEnter(Lane lane) => lane.Sending < lane.Limit && (sending < nodeLimit || (lane.Sending < Reserved && sending < nodeLimit * 2));

    private Lane LaneOf(Guid channelId)
    {
        if (!lanes.TryGetValue(channelId, out var lane))
        {
            lane = new Lane(turns.AddLast(channelId));
            lanes[channelId] = lane;
        }

        return lane;
    }

    private sealed class Lane(LinkedListNode<Guid> turn)
    {
        public LinkedListNode<Guid> Turn => turn;

        public LinkedList<TaskCompletionSource> Waiting { get; } = [];

        public int Limit { get; set; }

        public int Sending { get; set; }
    }
}
