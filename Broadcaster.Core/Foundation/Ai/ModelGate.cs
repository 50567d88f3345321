using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>The places for calls at once on this node.</summary>
public sealed class ModelGate(IOptions<AiOptions> options) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.MaxConcurrency);

    /// <summary>Dispose the answer to give the place back.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        await places.WaitAsync(ct);
        return new Place(places);
    }

    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? held = places;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
