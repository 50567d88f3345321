using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Broadcaster.Core.Foundation.Data.Postgres;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Foundation.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Broadcaster.Core.Foundation.Live;

/// <summary>
/// Carries live events and wake-ups between nodes by LISTEN/NOTIFY. What it loses (a broken connection) costs a late look:
/// the sweep finds due jobs, and pages read anew when they next hear of something.
/// </summary>
internal sealed class PostgresRelay(
    NpgsqlDataSource source, [FromKeyedServices(PostgresDataSource.Listening)] NpgsqlDataSource listening, LiveFeed feed, WakeUps wakeUps, NodeInfo node, NodeRegistry nodes, TimeProvider clock, ILogger<PostgresRelay> log) : BackgroundService
{
    private const string Name = "broadcaster";

    // PostgreSQL takes a payload of less than 8,000 bytes.
    internal const int MostBytes = 7999;
    private const int MostInAMessage = 24;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly Channel<Message> outbox = Channel.CreateBounded<Message>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        feed.Published += OnEvent;
        wakeUps.Announced += OnWakeUp;
        try
        {
            await Task.WhenAll(ListenAsync(stoppingToken), SendAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops.
        }
        finally
        {
            feed.Published -= OnEvent;
            wakeUps.Announced -= OnWakeUp;
        }
    }

    private void OnEvent(LiveEvent change)
    {
        if (nodes.Count > 1)
        {
            outbox.Writer.TryWrite(new Message(null, change));
        }
    }

    private void OnWakeUp(DateTimeOffset instant)
    {
        if (nodes.Count > 1)
        {
            outbox.Writer.TryWrite(new Message(instant, null));
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var connection = await listening.OpenConnectionAsync(ct);
                connection.Notification += (_, e) => Receive(e.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {Name}", connection))
                {
                    await listen.ExecuteNonQueryAsync(ct);
                }

                await NotifyAsync(PayloadOf([]), ct);
                while (true)
                {
                    await connection.WaitAsync(ct);
                }
            }
            catch (Exception problem) when (!ct.IsCancellationRequested)
            {
                LiveLog.RelayBroken(log, problem);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, ct);
            }
        }
    }

    private async Task SendAsync(CancellationToken ct)
    {
        while (await outbox.Reader.WaitToReadAsync(ct))
        {
            var batch = new List<Message>(MostInAMessage);
            while (batch.Count < MostInAMessage && outbox.Reader.TryRead(out var message))
            {
                batch.Add(message);
            }

            foreach (var payload in PayloadsOf(batch))
            {
                try
                {
                    await NotifyAsync(payload, ct);
                }
                catch (Exception problem) when (!ct.IsCancellationRequested)
                {
                    LiveLog.RelayBroken(log, problem);
                }
            }

            if (batch.Count < MostInAMessage)
            {
                await Task.Delay(Pace, clock, ct);
            }
        }
    }

    private string PayloadOf(IReadOnlyList<Message> messages) => JsonSerializer.Serialize(new Envelope(node.Name, messages), Json);

    // In as few as they fit into. One that fits into none goes without what it carries beside its ids: whoever shows it reads it anew.
    private IEnumerable<string> PayloadsOf(List<Message> messages)
    {
        var payload = PayloadOf(messages);
        if (Encoding.UTF8.GetByteCount(payload) <= MostBytes)
        {
            return [payload];
        }

        return messages switch
        {
            [{ Event: { Progress: not null } change }] => [PayloadOf([new Message(null, change with { Progress = null })])],
            [_] => [],
            _ => [.. PayloadsOf(messages[..(messages.Count / 2)]), .. PayloadsOf(messages[(messages.Count / 2)..])],
        };
    }

    private async Task NotifyAsync(string payload, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT pg_notify($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = payload });
        await command.ExecuteNonQueryAsync(ct);
    }

    private void Receive(string payload)
    {
        var envelope = JsonSerializer.Deserialize<Envelope>(payload, Json);
        if (envelope is null || envelope.From == node.Name)
        {
            return;
        }

        nodes.Met();
        foreach (var message in envelope.Messages)
        {
            if (message.Event is { } change)
            {
                feed.Deliver(change);
            }

            if (message.WakeAt is { } instant)
            {
                wakeUps.Arm(instant);
            }
        }
    }

    private sealed record Envelope(string From, IReadOnlyList<Message> Messages);

    private sealed record Message(DateTimeOffset? WakeAt, LiveEvent? Event);
}
