using System.Net.Sockets;
using System.Security.Authentication;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Wire;

/// <summary>The one place that says what a status code or a broken connection means.</summary>
internal static class Classifier
{
    private static readonly TimeSpan RateLimitPause = TimeSpan.FromMinutes(1);

    /// <summary>Null for a 2xx.</summary>
    public static PublishOutcome? OfStatus(int status, IReadOnlyDictionary<string, string> headers, string host, Effect effect, DateTimeOffset now)
    {
        switch (status)
        {
            case >= 200 and < 300:
                return null;
            case >= 300 and < 400:
                var target = headers.TryGetValue("Location", out var location) ? $" to {Place(location)}" : "";
                return new PublishOutcome.Rejected(new Fault($"{host} redirects{target}, and a post is not sent on to another address.", "Put the final address into the channel's settings.", status));
            case 401:
                return new PublishOutcome.NeedsReconnect(new Fault($"{host} refused the credentials.", "Renew the credentials in the channel's settings and test the channel.", status));
            case 403:
                return new PublishOutcome.Rejected(new Fault($"{host} does not allow this.", "Check what the account of this channel may do there.", status));
            case 404 or 410:
                return new PublishOutcome.Rejected(new Fault($"{host} does not know this address.", "Check the address in the channel's settings.", status));
            case 408 or 425:
                return new PublishOutcome.NotSent(new Fault($"{host} did not take the request in time.", null, status));
            case 413:
                return new PublishOutcome.Rejected(new Fault($"{host} says that this is too large.", "Shorten the piece or its pictures, or raise the limit of that server.", status));
            case 429:
                var until = RetryTime.Read(headers, now) ?? now + RateLimitPause;
                return new PublishOutcome.RateLimited(until, new Fault($"{host} asks for a pause: too many requests.", null, status));
            case >= 400 and < 500:
                return new PublishOutcome.Rejected(new Fault($"{host} refused the request.", "The answer in the ledger says why.", status));
            case 503:
                var fault = new Fault($"{host} is not available at the moment.", null, status);
                return RetryTime.Read(headers, now) is { } back ? new PublishOutcome.RateLimited(back, fault) : new PublishOutcome.NotSent(fault);
            default:
                return ByEffect(effect, new Fault($"{host} failed with status {status}.", null, status));
        }
    }

    /// <summary>What an exception means; a cancellation by the caller never comes here.</summary>
    /// <param name="begun">Whether any of the request may have been written to a connection.</param>
    public static PublishOutcome OfException(Exception problem, string host, Effect effect, bool begun, TimeSpan timeout)
    {
        if (NetworkTrouble.Find<BlockedAddressException>(problem) is { } blocked)
        {
            return new PublishOutcome.Rejected(new Fault(blocked.Message, blocked.Hint));
        }

        if (problem is OperationCanceledException)
        {
            return begun
                ? ByEffect(effect, new Fault($"{host} did not answer within {timeout.TotalSeconds:0.#} seconds."))
                : new PublishOutcome.NotSent(new Fault($"{host} could not be reached within {timeout.TotalSeconds:0.#} seconds; nothing was sent."));
        }

        var socket = NetworkTrouble.Find<SocketException>(problem)?.SocketErrorCode;
        return NetworkTrouble.Find<HttpRequestException>(problem)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new PublishOutcome.NotSent(
                new Fault($"The name {host} could not be found.", "Check the address in the channel's settings, and this server's DNS.")),
            HttpRequestError.ConnectionError => new PublishOutcome.NotSent(
                new Fault(socket == SocketError.ConnectionRefused ? $"{host} refused the connection." : $"{host} could not be reached.")),
            HttpRequestError.SecureConnectionError => NotSecure(problem, host),
            null when NetworkTrouble.Find<AuthenticationException>(problem) is not null && !begun => NotSecure(problem, host),
            _ when !begun => new PublishOutcome.NotSent(new Fault($"The connection to {host} broke before anything was sent.")),
            _ => ByEffect(effect, new Fault($"The connection to {host} broke before the answer was complete.")),
        };
    }

    private static PublishOutcome.NotSent NotSecure(Exception problem, string host) => new(
        new Fault($"No secure connection to {host}: {Innermost(problem)}", "Check the certificate of that server, and whether the address should start with http:// instead."));

    private static PublishOutcome ByEffect(Effect effect, Fault fault) => effect switch
    {
        Effect.Harmless => new PublishOutcome.NotSent(fault),
        Effect.Irreversible => new PublishOutcome.Unknown(fault with { Message = fault.Message + " It may or may not have been taken." }),
    };

    private static string Place(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path) : location.Split('?')[0];

    private static string Innermost(Exception problem)
    {
        while (problem.InnerException is { } inner)
        {
            problem = inner;
        }

        return problem.Message;
    }
}
