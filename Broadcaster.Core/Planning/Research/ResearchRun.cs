namespace Broadcaster.Core.Planning.Research;

/// <summary>One research while it runs: what is to be read, what was noted, how far it is.</summary>
internal sealed class ResearchRun(ResearchRequest request, IProgress<ResearchProgress>? progress)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> notes = [];
    private bool gaveUp;
    private int done;

    public ResearchRequest Request => request;

    public List<ResearchTarget> Targets { get; } = [];

    public decimal Credits { get; private set; }

    public bool HasScraped { get; private set; }

    /// <summary>Null where Firecrawl is not set up, or has refused for good.</summary>
    public FirecrawlAccess? Access
    {
        get
        {
            lock (gate)
            {
                return !gaveUp && request.Firecrawl is { IsSet: true } access ? access : null;
            }
        }
    }

    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (gate)
            {
                return [.. notes];
            }
        }
    }

    /// <summary>False where the page is there already.</summary>
    public bool Add(string url, SourceOrigin origin)
    {
        // "example.com/page" is what people paste.
        var text = !url.Contains("://", StringComparison.Ordinal) && url.Contains('.', StringComparison.Ordinal) && !url.Contains(' ', StringComparison.Ordinal) && !url.Contains('@', StringComparison.Ordinal) && !url.StartsWith('/') ? $"https://{url}" : url;
        var known = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;
        if (!seen.Add(known ? address!.GetComponents(UriComponents.HostAndPort | UriComponents.PathAndQuery, UriFormat.UriEscaped).TrimEnd('/') : url))
        {
            return false;
        }

        var target = new ResearchTarget(url, origin) { Address = known ? new Uri(address!.GetLeftPart(UriPartial.Query)) : null };
        if (!known)
        {
            target.Fail(SourceStatus.Refused, "This is no web address. Write one that starts with https:// or http://.");
        }
        else if (address!.UserInfo.Length > 0)
        {
            target.Fail(SourceStatus.Refused, "The address holds a user name or a password. Give it without: they would be sent to whoever answers.");
        }

        Targets.Add(target);
        return true;
    }

    public void Note(string note)
    {
        lock (gate)
        {
            if (!notes.Contains(note))
            {
                notes.Add(note);
            }
        }
    }

    public void Spend(decimal credits)
    {
        lock (gate)
        {
            Credits += credits;
        }
    }

    public void Scraped()
    {
        lock (gate)
        {
            HasScraped = true;
        }
    }

    public void GiveUpFirecrawl()
    {
        lock (gate)
        {
            gaveUp = true;
        }
    }

    public void Tell(string step, string message)
    {
        lock (gate)
        {
            progress?.Report(new ResearchProgress(step, done, Targets.Count, message, PercentOf(step)));
        }
    }

    public void Through(ResearchTarget target)
    {
        lock (gate)
        {
            done++;
            var what = target.Problem is { } problem ? $"{target.Url} was not read: {problem}" : target.Url;
            progress?.Report(new ResearchProgress("fetching", done, Targets.Count, $"Page {done} of {Targets.Count}: {what}", PercentOf("fetching")));
        }
    }

    private int PercentOf(string step) => step switch
    {
        "searching" => 2,
        "fetching" => Targets.Count == 0 ? 10 : 10 + (80 * done / Targets.Count),
        "analysing" => 92,
        _ => 100,
    };
}
