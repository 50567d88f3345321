using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Broadcaster.Tests.Publishing.Connectors;

/// <summary>A real HTTP/1.1 server on a loopback port that answers what a test tells it to, hangs or cuts the line.</summary>
public sealed class ScriptedHttpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<HttpCall> calls = new();
    private readonly Func<HttpCall, HttpReply> answer;
    private readonly Task accepting;
    private int connections;

    public ScriptedHttpServer(Func<HttpCall, HttpReply> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public int Connections => connections;

    public IReadOnlyList<HttpCall> Calls => [.. calls];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                _ = ServeAsync(client);
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            await using var stream = client.GetStream();
            while (await ReadAsync(stream) is { } call)
            {
                calls.Enqueue(call);
                var reply = answer(call);
                if (reply.Hang)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
                }

                if (reply.Reset)
                {
                    client.LingerState = new LingerOption(true, 0);
                    return;
                }

                var body = Encoding.UTF8.GetBytes(reply.Body);
                var head = new StringBuilder($"HTTP/1.1 {reply.Status} x\r\nContent-Length: {reply.ClaimedLength ?? body.Length}\r\n");
                foreach (var (name, value) in reply.Headers)
                {
                    head.Append(name).Append(": ").Append(value).Append("\r\n");
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"), stop.Token);
                if (call.Method != "HEAD")
                {
                    await stream.WriteAsync(body, stop.Token);
                }

                if (reply.ClaimedLength is not null)
                {
                    return;
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The test is over, or the client went away: both are what some tests want.
        }
    }

    private async Task<HttpCall?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes.Count >= 4 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, stop.Token) == 0)
            {
                return null;
            }

            bytes.Add(one[0]);
        }

        var lines = Encoding.Latin1.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p.Length > 1 ? p[1] : "", StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, stop.Token);
        var first = lines[0].Split(' ');
        return new HttpCall(first[0], first[1], headers, body);
    }
}

public sealed record HttpCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Path => Target.Split('?')[0];

    public string Text => Encoding.UTF8.GetString(Body);
}

public sealed record HttpReply(int Status, string Body = "")
{
    public Dictionary<string, string> Headers { get; init; } = new() { ["Content-Type"] = "application/json; charset=utf-8" };

    public bool Hang { get; init; }

    public bool Reset { get; init; }

    /// <summary>A longer length than the body has, after which the line is cut.</summary>
    public int? ClaimedLength { get; init; }
}
