using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Broadcaster.Web.Tenancy;

/// <summary>The address that a page's reader comes from: of the request, or of the connection that the circuit runs over.</summary>
public sealed class ClientAddress(IHttpContextAccessor http) : CircuitHandler
{
    private string? ofCircuit;

    public string? Value => ofCircuit ?? http.HttpContext?.Connection.RemoteIpAddress?.ToString();

    // Within a circuit the accessor is only sure to hold the connection's request while the connection comes up.
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        ofCircuit = http.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? ofCircuit;
        return Task.CompletedTask;
    }
}
