using System.Net.Sockets;
using System.Security.Authentication;

namespace Broadcaster.Core.Foundation.Common.Network;

/// <summary>Tells trouble with a line, a name or a handshake from a defect of our own.</summary>
/// <remarks>
/// .NET wraps such trouble in an HttpRequestException as a rule, with gaps: a peer that resets the line as soon as it stands
/// comes out as a bare SocketException, a pooled line that is closed at the wrong moment as an ObjectDisposedException.
/// </remarks>
internal static class NetworkTrouble
{
    public static bool Is(Exception? problem) => problem switch
    {
        null => false,
        HttpRequestException or IOException or SocketException or AuthenticationException or ObjectDisposedException or TimeoutException => true,
        AggregateException several => several.InnerExceptions.All(Is),
        _ => Is(problem.InnerException),
    };

    /// <summary>The first of its kind on the way in; null when there is none.</summary>
    public static T? Find<T>(Exception? problem)
        where T : Exception
    {
        while (problem is not null and not T)
        {
            problem = problem.InnerException;
        }

        return (T?)problem;
    }
}
