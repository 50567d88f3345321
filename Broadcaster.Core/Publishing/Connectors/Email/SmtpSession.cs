using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Broadcaster.Core.Foundation.Common.Network;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>
/// One conversation with a mail server (RFC 5321). Its reason to exist is precision: each failure says at which point it
/// happened, and so whether the mail can have been accepted.
/// </summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private const int LongestReply = 64 * 1024;

    private readonly TimeSpan timeout;
    private readonly byte[] buffer = new byte[4096];
    private Stream stream;
    private int start;
    private int end;
    private HashSet<string> extensions = [];
    private bool broken;

    private SmtpSession(Stream stream, TimeSpan timeout)
    {
        this.stream = stream;
        this.timeout = timeout;
    }

    /// <summary>Connects, secures and signs in. Throws <see cref="SmtpFailure"/>.</summary>
    public static async Task<SmtpSession> OpenAsync(EmailSettings settings, NetworkGuard guard, TimeSpan timeout, CancellationToken ct)
    {
        var session = new SmtpSession(await ConnectAsync(settings, guard, timeout, ct), timeout);
        try
        {
            if (settings.Security == EmailSecurity.Tls)
            {
                await session.SecureAsync(settings, ct);
            }

            await session.ExpectAsync(SmtpStage.Connect, 220, ct);
            await session.HelloAsync(ct);
            if (settings.Security == EmailSecurity.Starttls)
            {
                // Never without: somebody on the way could have taken the offer out.
                if (!session.extensions.Contains("STARTTLS"))
                {
                    throw new SmtpFailure(SmtpStage.Secure, null, $"{settings.Host} offers no STARTTLS on port {settings.Port}.");
                }

                await session.CommandAsync("STARTTLS", SmtpStage.Secure, 220, ct);

                // What came before the handshake must not be taken for what comes after.
                session.start = session.end = 0;
                await session.SecureAsync(settings, ct);
                await session.HelloAsync(ct);
            }

            if (!string.IsNullOrEmpty(settings.Username))
            {
                await session.SignInAsync(settings.Username, settings.Password ?? "", ct);
            }

            return session;
        }
        catch
        {
            session.broken = true;
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one mail to one recipient and returns the server's last reply. Throws <see cref="SmtpFailure"/>.</summary>
    public async Task<string> SendAsync(string from, string to, byte[] message, CancellationToken ct)
    {
        await CommandAsync($"MAIL FROM:<{from}>{SizeOf(message)}", SmtpStage.Sender, 250, ct);
        await CommandAsync($"RCPT TO:<{to}>", SmtpStage.Recipient, 250, ct);
        await CommandAsync("DATA", SmtpStage.Data, 354, ct);

        // Until the dot has left nothing is accepted; from then on only the answer can tell.
        await WriteAsync(Stuffed(message), SmtpStage.Data, ct);
        await WriteAsync(".\r\n"u8.ToArray(), SmtpStage.AfterDot, ct);
        return await ExpectAsync(SmtpStage.AfterDot, 250, ct);
    }

    /// <summary>Takes back a mail that was begun and refused, so that the next can follow.</summary>
    public Task ResetAsync(CancellationToken ct) => CommandAsync("RSET", SmtpStage.Sender, 250, ct);

    public async ValueTask DisposeAsync()
    {
        if (!broken)
        {
            try
            {
                using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await stream.WriteAsync("QUIT\r\n"u8.ToArray(), brief.Token);
                await stream.FlushAsync(brief.Token);
            }
            catch (Exception problem) when (problem is OperationCanceledException || NetworkTrouble.Is(problem))
            {
                // A server that hangs up first has said goodbye, too.
            }
        }

        await stream.DisposeAsync();
    }

    /// <summary>Doubles the dots that begin a line, and ends the last line.</summary>
    internal static byte[] Stuffed(ReadOnlySpan<byte> message)
    {
        var stuffed = new List<byte>(message.Length + 16);
        var atLineStart = true;
        foreach (var b in message)
        {
            if (atLineStart && b == (byte)'.')
            {
                stuffed.Add(b);
            }

            stuffed.Add(b);
            atLineStart = b == (byte)'\n';
        }

        if (!atLineStart)
        {
            stuffed.AddRange("\r\n"u8);
        }

        return [.. stuffed];
    }

    private static async Task<Stream> ConnectAsync(EmailSettings settings, NetworkGuard guard, TimeSpan timeout, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(timeout);
        try
        {
            return new NetworkStream(await guard.ConnectAsync(settings.Host, settings.Port, bound.Token), ownsSocket: true);
        }
        catch (BlockedAddressException)
        {
            throw;
        }
        catch (SocketException problem)
        {
            var what = problem.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain ? "could not be found" : "refused the connection or could not be reached";
            throw new SmtpFailure(SmtpStage.Connect, null, $"{settings.Host}:{settings.Port} {what}.", problem);
        }
        catch (IOException problem)
        {
            throw new SmtpFailure(SmtpStage.Connect, null, $"{settings.Host}:{settings.Port} closed the connection at once.", problem);
        }
        catch (OperationCanceledException problem) when (!ct.IsCancellationRequested)
        {
            throw new SmtpFailure(SmtpStage.Connect, null, $"{settings.Host}:{settings.Port} could not be reached within {timeout.TotalSeconds:0.#} seconds.", problem);
        }
    }

    private async Task SecureAsync(EmailSettings settings, CancellationToken ct)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions { TargetHost = settings.Host };
        if (settings.Certificates() is { } trusted)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        try
        {
            await WithinTimeoutAsync(token => secure.AuthenticateAsClientAsync(options, token), SmtpStage.Secure, ct);
            stream = secure;
        }
        catch (AuthenticationException problem)
        {
            throw new SmtpFailure(SmtpStage.Secure, null, $"The certificate of {settings.Host} was not accepted: {problem.Message}", problem);
        }
    }

    private async Task HelloAsync(CancellationToken ct)
    {
        string reply;
        try
        {
            reply = await CommandAsync($"EHLO {Name()}", SmtpStage.Connect, 250, ct);
        }
        catch (SmtpFailure refused) when (refused.Code is 500 or 502)
        {
            // A server from before 1995: no extensions, and so neither TLS nor sign-in.
            reply = await CommandAsync($"HELO {Name()}", SmtpStage.Connect, 250, ct);
        }

        extensions = new HashSet<string>(
            reply.Split('\n').Skip(1).Select(l => l.Length > 4 ? l[4..].Trim() : "").SelectMany(Spellings),
            StringComparer.OrdinalIgnoreCase);
    }

    // "AUTH PLAIN LOGIN" and the old "AUTH=PLAIN LOGIN" both mean AUTH:PLAIN and AUTH:LOGIN.
    private static IEnumerable<string> Spellings(string line)
    {
        var words = line.Replace('=', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? [] : [words[0], .. words.Skip(1).Select(w => $"{words[0]}:{w}")];
    }

    private async Task SignInAsync(string username, string password, CancellationToken ct)
    {
        if (extensions.Contains("AUTH:PLAIN"))
        {
            await CommandAsync($"AUTH PLAIN {Base64($"\0{username}\0{password}")}", SmtpStage.SignIn, 235, ct);
        }
        else if (extensions.Contains("AUTH:LOGIN"))
        {
            await CommandAsync("AUTH LOGIN", SmtpStage.SignIn, 334, ct);
            await CommandAsync(Base64(username), SmtpStage.SignIn, 334, ct);
            await CommandAsync(Base64(password), SmtpStage.SignIn, 235, ct);
        }
        else
        {
            throw new SmtpFailure(SmtpStage.SignIn, 504, "The server offers no way to sign in with a password here (neither AUTH PLAIN nor LOGIN); it may want STARTTLS or TLS first.");
        }
    }

    private string SizeOf(byte[] message)
    {
        if (extensions.FirstOrDefault(e => e.StartsWith("SIZE:", StringComparison.OrdinalIgnoreCase)) is { } size
            && long.TryParse(size.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 && message.Length > limit)
        {
            throw new SmtpFailure(SmtpStage.Sender, 552, $"552 The mail has {message.Length} bytes; the server takes {limit}.");
        }

        return extensions.Contains("SIZE") ? string.Create(CultureInfo.InvariantCulture, $" SIZE={message.Length}") : "";
    }

    private async Task<string> CommandAsync(string command, SmtpStage stage, int expected, CancellationToken ct)
    {
        await WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), stage, ct);
        return await ExpectAsync(stage, expected, ct);
    }

    private Task WriteAsync(byte[] bytes, SmtpStage stage, CancellationToken ct) => WithinTimeoutAsync(
        async token =>
        {
            await stream.WriteAsync(bytes, token);
            await stream.FlushAsync(token);
        },
        stage,
        ct);

    /// <summary>The whole reply; a code of another hundred than expected is a failure.</summary>
    private async Task<string> ExpectAsync(SmtpStage stage, int expected, CancellationToken ct)
    {
        var reply = "";
        await WithinTimeoutAsync(async token => reply = await ReadReplyAsync(token), stage, ct);
        var code = int.TryParse(reply.AsSpan(0, Math.Min(3, reply.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (code / 100 == expected / 100)
        {
            return reply;
        }

        broken |= code == 421 || code < 400;
        throw new SmtpFailure(stage, code is >= 400 and < 600 ? code : null, reply.ReplaceLineEndings(" ").Trim());
    }

    private async Task<string> ReadReplyAsync(CancellationToken ct)
    {
        var reply = new StringBuilder();
        while (true)
        {
            var line = await ReadLineAsync(ct);
            reply.Append(reply.Length == 0 ? "" : "\n").Append(line);
            if (line.Length < 4 || line[3] != '-')
            {
                return reply.ToString();
            }

            if (reply.Length > LongestReply)
            {
                throw new IOException("The server's reply has no end.");
            }
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        var line = new List<byte>(80);
        while (true)
        {
            if (start == end)
            {
                start = 0;
                end = await stream.ReadAsync(buffer, ct);
                if (end == 0)
                {
                    throw new IOException("The server closed the connection.");
                }
            }

            var at = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            line.AddRange(buffer.AsSpan(start, (at < 0 ? end : at) - start));
            start = at < 0 ? end : at + 1;
            if (at >= 0)
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }

            if (line.Count > LongestReply)
            {
                throw new IOException("The server's reply has no end.");
            }
        }
    }

    private async Task WithinTimeoutAsync(Func<CancellationToken, Task> step, SmtpStage stage, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(timeout);
        try
        {
            await step(bound.Token);
        }
        catch (OperationCanceledException problem) when (!ct.IsCancellationRequested)
        {
            broken = true;
            throw new SmtpFailure(stage, null, $"The mail server did not answer within {timeout.TotalSeconds:0.#} seconds.", problem);
        }
        catch (Exception problem) when (problem is not SmtpFailure && NetworkTrouble.Is(problem) && !(stage == SmtpStage.Secure && problem is AuthenticationException))
        {
            broken = true;
            throw new SmtpFailure(stage, null, $"The connection to the mail server broke: {problem.Message}", problem);
        }
        catch (OperationCanceledException)
        {
            broken = true;
            throw;
        }
    }

    private static string Name()
    {
        var host = System.Net.Dns.GetHostName();
        return host.Length > 0 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? host : "localhost";
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
