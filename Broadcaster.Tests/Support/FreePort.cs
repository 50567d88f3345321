using System.Net;
using System.Net.Sockets;

namespace Broadcaster.Tests.Support;

public static class FreePort
{
    /// <summary>A loopback port that nothing listens on. Another process may take it first: bind to port 0 where that is possible.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
