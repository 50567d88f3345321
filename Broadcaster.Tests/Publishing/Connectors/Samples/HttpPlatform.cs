using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Connectors.Samples;

/// <summary>A platform over HTTP that answers well, and to the decisive request with the trouble it was started with.</summary>
public sealed class HttpPlatform(Trouble trouble, Func<string, string> settings, Func<HttpCall, bool> decisive, Func<HttpCall, HttpReply> usual) : SamplePlatform
{
    private readonly int closedPort = FreePort.Take();
    private readonly ScriptedHttpServer server = new(call => decisive(call) ? Answer(trouble) ?? usual(call) : usual(call));

    public override string Settings => settings(trouble == Trouble.ConnectionRefused ? $"http://127.0.0.1:{closedPort}" : server.Url);

    public override int Connections => server.Connections;

    public override ValueTask DisposeAsync() => server.DisposeAsync();

    private static HttpReply? Answer(Trouble trouble) => trouble switch
    {
        Trouble.Unauthorized => new HttpReply(401, """{"code":"rest_cannot_create","message":"Sorry."}"""),
        Trouble.RateLimited => new HttpReply(429) { Headers = { ["Retry-After"] = "7" } },
        Trouble.ServerError => new HttpReply(500, "oops"),
        Trouble.Silence => new HttpReply(200) { Hang = true },
        Trouble.None or Trouble.ConnectionRefused => null,
    };
}
