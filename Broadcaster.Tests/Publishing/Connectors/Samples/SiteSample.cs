namespace Broadcaster.Tests.Publishing.Connectors.Samples;

/// <summary>The site is this installation itself: there is no line that could break.</summary>
public sealed class SiteSample : ConnectorSample
{
    public override string Id => "site";

    public override SamplePlatform Start(Trouble trouble) => new Nothing();

    private sealed class Nothing : SamplePlatform
    {
        public override string Settings => "{}";

        public override int Connections => 0;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
