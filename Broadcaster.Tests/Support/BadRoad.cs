using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Broadcaster.Tests.Support;

/// <summary>A loopback port that leads to a PostgreSQL server, over as bad a road as a test wants: closed, slow, or breaking off.</summary>
public sealed class BadRoad : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly NpgsqlConnectionStringBuilder target;
    private readonly Task serving;
    private int turnedAway, met, broken;

    public BadRoad(PostgresDatabase to)
    {
        target = new NpgsqlConnectionStringBuilder(to.ConnectionString);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Of the same database, by this road.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(target.ConnectionString) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.ConnectionString;

    /// <summary>Whoever comes is turned away at once.</summary>
    public bool Closed { get; set; }

    /// <summary>How long everything takes, there and back.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>A connection that says this breaks off, <see cref="Breaks"/> times.</summary>
    public string? BreaksAt { get; init; }

    public int Breaks { get; init; } = 1;

    /// <summary>How many came while it was closed.</summary>
    public int TurnedAway => Volatile.Read(ref turnedAway);

    /// <summary>How many connections broke off.</summary>
    public int Broken => Volatile.Read(ref broken);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await serving;
        listener.Dispose();
        ended.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ended.Token);
                if (Closed)
                {
                    Interlocked.Increment(ref turnedAway);
                    client.Dispose();
                    continue;
                }

                connections.Add(CarryAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(ended.Token))
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(target.Host!, target.Port, over.Token);
                await await Task.WhenAny(
                    PassAsync(client.GetStream(), server.GetStream(), BreaksOff, over.Token),
                    PassAsync(server.GetStream(), client.GetStream(), _ => false, over.Token));
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // One of the two has hung up.
            }

            await over.CancelAsync();
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Func<string, bool> breaks, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, ct) is var length and > 0)
        {
            if (breaks(Encoding.Latin1.GetString(buffer, 0, length)))
            {
                Interlocked.Increment(ref broken);
                return;
            }

            if (Delay > TimeSpan.Zero)
            {
                await Task.Delay(Delay, TimeProvider.System, ct);
            }

            await to.WriteAsync(buffer.AsMemory(0, length), ct);
        }
    }

    private bool BreaksOff(string said) =>
        BreaksAt is { } text && said.Contains(text, StringComparison.OrdinalIgnoreCase) && Interlocked.Increment(ref met) <= Breaks;
}
