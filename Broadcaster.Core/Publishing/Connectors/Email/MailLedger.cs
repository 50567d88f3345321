using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>
/// Where each recipient of a job stands, as checkpoints. "Sending" is committed before a mail leaves and its result with
/// the next one's "sending", so that a crash leaves exactly one recipient in doubt, and costs one write a mail.
/// </summary>
internal sealed class MailLedger
{
    private const string Prefix = "email.";
    private readonly ICheckpoints checkpoints;
    private readonly Dictionary<string, (MailState State, string? Why)> entries = [];
    private readonly Dictionary<string, string> unwritten = [];

    private MailLedger(ICheckpoints checkpoints) => this.checkpoints = checkpoints;

    public static async Task<MailLedger> ReadAsync(PublishRequest request, CancellationToken ct)
    {
        var ledger = new MailLedger(request.Checkpoints);
        foreach (var (key, value) in await request.Checkpoints.ReadAsync(ct))
        {
            if (!key.StartsWith(Prefix, StringComparison.Ordinal) || value.Split('\t', 3) is not [var state, var address, var why])
            {
                continue;
            }

            var known = Enum.TryParse<MailState>(state, out var parsed) ? parsed : MailState.Unknown;

            // Left in the middle: nobody can say. Only a person's word opens it again.
            ledger.entries[address] = known is MailState.Sending or MailState.Unknown
                ? request.ResendUnknown ? (MailState.Open, null) : (MailState.Unknown, known == MailState.Sending ? "the attempt ended in the middle of this mail" : why)
                : known == MailState.Deferred ? (MailState.Open, null) : (known, why);
        }

        return ledger;
    }

    public MailState StateOf(Mailbox recipient) => entries.TryGetValue(recipient.Key, out var entry) ? entry.State : MailState.Open;

    public string? WhyOf(Mailbox recipient) => entries.TryGetValue(recipient.Key, out var entry) ? entry.Why : null;

    /// <summary>Noted; written with the next mail or by <see cref="WriteAsync"/>.</summary>
    public void Note(Mailbox recipient, MailState state, string? why = null)
    {
        entries[recipient.Key] = (state, why);
        unwritten[KeyOf(recipient)] = $"{state}\t{recipient.Key}\t{StorableText.Cut(why, 300)}";
    }

    /// <summary>Whether any mail is out, or may be, whoever it went to.</summary>
    public bool AnyOut(params ReadOnlySpan<MailState> states)
    {
        foreach (var (state, _) in entries.Values)
        {
            if (states.Contains(state))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Commits that this mail is about to leave, and what was noted before. When it throws, no mail may leave.</summary>
    public async Task BeginAsync(Mailbox recipient, CancellationToken ct)
    {
        Note(recipient, MailState.Sending);
        try
        {
            await WriteAsync(ct);
        }
        catch
        {
            // It has not left, and the last write of the run must not say that it may have.
            Note(recipient, MailState.Open);
            throw;
        }
    }

    public async Task WriteAsync(CancellationToken ct)
    {
        if (unwritten.Count > 0)
        {
            await checkpoints.WriteAsync(new Dictionary<string, string>(unwritten), ct);
            unwritten.Clear();
        }
    }

    private static string KeyOf(Mailbox recipient) => Prefix + recipient.Hash;
}

/// <summary>Where one recipient's mail stands.</summary>
internal enum MailState
{
    /// <summary>Still to be sent.</summary>
    Open,
    Sending,
    Sent,

    /// <summary>Refused for good.</summary>
    Refused,

    /// <summary>Refused for now.</summary>
    Deferred,
    Unknown,
}
