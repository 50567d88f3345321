using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Planning.Research.Fetching;

/// <summary>Politeness: one request at a time to a site, with a pause between them, and few at a time over all sites.</summary>
internal sealed class SiteGate(IOptions<ResearchOptions> options, TimeProvider clock)
{
    private const int MostSites = 2_000;

    private readonly ConcurrentDictionary<string, Site> sites = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim places = new(options.Value.MaxConcurrency);

    /// <summary>Waits for the site's turn. Dispose what it answers when the request is over.</summary>
    public async Task<IDisposable> EnterAsync(Uri address, TimeSpan? crawlDelay, CancellationToken ct)
    {
        var site = sites.GetOrAdd(address.Authority, _ => new Site());
        await site.Turn.WaitAsync(ct);
        try
        {
            var delay = crawlDelay > options.Value.SiteDelay ? crawlDelay.Value : options.Value.SiteDelay;
            if (site.LastEnd is { } last && delay - clock.GetElapsedTime(last) is { Ticks: > 0 } left)
            {
                await Task.Delay(left, clock, ct);
            }

            // After the wait: a slow site must not keep a place from the others.
            await places.WaitAsync(ct);
            return new Visit(this, site);
        }
        catch
        {
            site.Turn.Release();
            throw;
        }
    }

    private void Leave(Site site)
    {
        site.LastEnd = clock.GetTimestamp();
        places.Release();
        site.Turn.Release();
        if (sites.Count > MostSites)
        {
            foreach (var (name, old) in sites)
            {
                if (old.Turn.CurrentCount > 0 && old.LastEnd is { } last && clock.GetElapsedTime(last) > TimeSpan.FromMinutes(1))
                {
                    sites.TryRemove(name, out _);
                }
            }
        }
    }

    private sealed class Site
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public long? LastEnd { get; set; }
    }

    private sealed class Visit(SiteGate gate, Site site) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                gate.Leave(site);
            }
        }
    }
}
