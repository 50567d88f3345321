namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>What became of an attempt. The engine decides what follows; a connector only tells the truth.</summary>
public abstract record PublishOutcome
{
    private PublishOutcome()
    {
    }

    /// <summary>Whatever else this says: some of a sending in parts is out (recipients that have the newsletter), and some is not.</summary>
    public bool Partly { get; init; }

    /// <summary>The platform has it: published, updated or taken down.</summary>
    /// <param name="ExternalId">The platform's own id.</param>
    /// <param name="Permalink">Where people see it, absolute.</param>
    /// <param name="Note">A sentence for the job page, e.g. "198 sent, 2 refused".</param>
    /// <param name="PlatformVersion">The platform's own mark of this version (e.g. a modification time), by which an edit made there later is noticed.</param>
    public sealed record Succeeded(string? ExternalId = null, string? Permalink = null, string? Response = null, string? Note = null, string? PlatformVersion = null) : PublishOutcome;

    /// <summary>For an update, a take-down or a look: it is not there any more. A take-down is done by that.</summary>
    public sealed record Gone(Fault Fault) : PublishOutcome;

    /// <summary>For an update: somebody edited it on the platform since we sent it. Nothing was sent; a person looks at the difference and decides.</summary>
    /// <param name="TheirTitle">As it is on the platform now, plain text.</param>
    /// <param name="TheirBody">As it is on the platform now, in the form in which <see cref="RenderedContent"/> has ours.</param>
    public sealed record Conflict(string? TheirTitle, string TheirBody, Fault Fault) : PublishOutcome;

    /// <summary>Accepted and finishing on the platform's side; ask again with the handle, read-only.</summary>
    public sealed record Pending(string Handle, TimeSpan CheckAfter) : PublishOutcome;

    /// <summary>A person has to post it; the instructions say how.</summary>
    public sealed record AwaitingManual(string Instructions) : PublishOutcome;

    /// <summary>Provably never accepted (refused connection, DNS, 503, …): safe to try again.</summary>
    public sealed record NotSent(Fault Fault) : PublishOutcome;

    /// <summary>As NotSent, with the platform's own time; the whole channel waits until then.</summary>
    public sealed record RateLimited(DateTimeOffset Until, Fault Fault) : PublishOutcome;

    /// <summary>The content was refused; trying again without an edit is pointless.</summary>
    public sealed record Rejected(Fault Fault) : PublishOutcome;

    /// <summary>The credentials were refused: the job waits, the channel is marked, its other jobs are held.</summary>
    public sealed record NeedsReconnect(Fault Fault) : PublishOutcome;

    /// <summary>May or may not be out. Never sent again before it is reconciled.</summary>
    public sealed record Unknown(Fault Fault) : PublishOutcome;
}

/// <summary>Why it went wrong, for a person.</summary>
/// <param name="Message">What happened, whose side it was; no secrets.</param>
/// <param name="Hint">What to do about it; null when nothing needs doing.</param>
/// <param name="Field">The field of the content that was refused, where known.</param>
public sealed record Fault(string Message, string? Hint = null, int? HttpStatus = null, string? Field = null);

/// <summary>What a look-up found.</summary>
public abstract record FindOutcome
{
    private FindOutcome()
    {
    }

    /// <summary>It is out.</summary>
    public sealed record Found(string? ExternalId, string? Permalink) : FindOutcome;

    /// <summary>Provably not out: sending again is safe.</summary>
    public sealed record Absent : FindOutcome;

    /// <summary>The look-up itself failed; ask again later.</summary>
    public sealed record Inconclusive(Fault Fault) : FindOutcome;
}

/// <summary>The answer to "who am I connected as?".</summary>
/// <param name="Account">The account's name on the platform.</param>
/// <param name="Problem">What is wrong and what to do, when not ok.</param>
public sealed record ConnectionTest(bool Ok, string? Account = null, string? Problem = null);

/// <summary>The numbers of a delivery by field name (likes, comments, shares, views).</summary>
public sealed record Engagement(IReadOnlyDictionary<string, long> Fields);
