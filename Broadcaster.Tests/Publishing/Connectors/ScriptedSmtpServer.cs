using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Broadcaster.Tests.Publishing.Connectors;

/// <summary>A real SMTP server on a loopback port: it keeps what it takes, and misbehaves where a test says so.</summary>
public sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<ReceivedMail> mails = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly Task accepting;
    private int connections;

    public ScriptedSmtpServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections;

    public IReadOnlyList<ReceivedMail> Mails => [.. mails];

    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>Lines after EHLO, without the code.</summary>
    public List<string> Extensions { get; } = ["8BITMIME", "AUTH PLAIN LOGIN"];

    public X509Certificate2? Certificate { get; init; }

    /// <summary>From the first byte, not after STARTTLS.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>
    /// Asked before each answer with the command ("RCPT TO:&lt;a@b&gt;", or "." for the end of the data); null: the usual
    /// answer; "hang" and "cut" for no answer at all.
    /// </summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
        Certificate?.Dispose();
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
            Stream stream = client.GetStream();
            if (ImplicitTls)
            {
                stream = await SecureAsync(stream);
            }

            if (!await ReplyAsync(stream, "connect", "220 test.example ESMTP"))
            {
                return;
            }

            string from = "", to = "";
            while (await LineAsync(stream) is { } line)
            {
                commands.Enqueue(line);
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (verb)
                {
                    case "EHLO":
                        var lines = new List<string> { "test.example" };
                        lines.AddRange(Extensions);
                        await SendAsync(stream, string.Concat(lines.Select((l, i) => $"250{(i == lines.Count - 1 ? ' ' : '-')}{l}\r\n")));
                        continue;
                    case "STARTTLS":
                        await SendAsync(stream, "220 go ahead\r\n");
                        stream = await SecureAsync(stream);
                        continue;
                    case "AUTH" when line.EndsWith("LOGIN", StringComparison.Ordinal):
                        await SendAsync(stream, "334 VXNlcm5hbWU6\r\n");
                        commands.Enqueue(await LineAsync(stream) ?? "");
                        await SendAsync(stream, "334 UGFzc3dvcmQ6\r\n");
                        commands.Enqueue(await LineAsync(stream) ?? "");
                        if (!await ReplyAsync(stream, "AUTH", "235 welcome"))
                        {
                            return;
                        }

                        continue;
                    case "MAIL":
                        from = line;
                        break;
                    case "RCPT":
                        to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                        break;
                    case "DATA":
                        if (Answer(line) is { } no)
                        {
                            await SendAsync(stream, no + "\r\n");
                            continue;
                        }

                        await SendAsync(stream, "354 end with a dot\r\n");
                        var data = new StringBuilder();
                        while (await LineAsync(stream) is { } text && text != ".")
                        {
                            data.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                        }

                        if (Answer(".") is null)
                        {
                            mails.Enqueue(new ReceivedMail(from, to, data.ToString()));
                        }

                        if (!await ReplyAsync(stream, ".", "250 taken"))
                        {
                            return;
                        }

                        continue;
                    case "QUIT":
                        await SendAsync(stream, "221 bye\r\n");
                        return;
                }

                if (!await ReplyAsync(stream, line, verb == "AUTH" ? "235 welcome" : "250 ok"))
                {
                    return;
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The test is over, or the client went away: both are what some tests want.
        }
    }

    private async Task<bool> ReplyAsync(Stream stream, string command, string usual)
    {
        var reply = Answer(command) ?? usual;
        if (reply == "hang")
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        }

        if (reply == "cut")
        {
            return false;
        }

        await SendAsync(stream, reply + "\r\n");
        return !reply.StartsWith("421", StringComparison.Ordinal);
    }

    private async Task<Stream> SecureAsync(Stream inner)
    {
        var secure = new SslStream(inner);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, stop.Token);
        return secure;
    }

    private async Task SendAsync(Stream stream, string text)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), stop.Token);
        await stream.FlushAsync(stop.Token);
    }

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stop.Token) > 0)
        {
            if (one[0] == '\n')
            {
                return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }
}

public sealed record ReceivedMail(string From, string To, string Message)
{
    /// <summary>The headers, unfolded.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } =
        Message[..Message.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
}
