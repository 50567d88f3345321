using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>Makes one outcome of what became of each recipient.</summary>
internal static class MailSummary
{
    private const int MostNamed = 20;

    public static PublishOutcome Of(IReadOnlyList<Mailbox> list, IReadOnlySet<string> gone, MailLedger ledger, SmtpFailure? stop, EmailSettings settings)
    {
        var sent = list.Where(m => ledger.StateOf(m) == MailState.Sent).ToList();
        var refused = list.Where(m => ledger.StateOf(m) == MailState.Refused).ToList();
        var unknown = list.Where(m => ledger.StateOf(m) == MailState.Unknown).ToList();
        var open = list.Where(m => ledger.StateOf(m) is MailState.Open or MailState.Deferred && !gone.Contains(m.Key)).ToList();
        var left = list.Count(m => gone.Contains(m.Key) && ledger.StateOf(m) is not (MailState.Sent or MailState.Refused or MailState.Unknown));
        var note = string.Join(", ", ((string[])
        [
            $"{sent.Count} sent",
            refused.Count > 0 ? $"{refused.Count} refused ({Names(refused)})" : "",
            unknown.Count > 0 ? $"{unknown.Count} unknown ({Names(unknown)})" : "",
            open.Count > 0 ? $"{open.Count} still to send" : "",
            left > 0 ? $"{left} unsubscribed" : "",
        ]).Where(p => p.Length > 0)) + ".";

        if (open.Count > 0)
        {
            // Trying again is safe: it goes on with these, and touches nobody who got it or may have got it.
            return stop is not null ? With(OfStop(stop, settings), note)
                : new PublishOutcome.NotSent(new Fault($"The mail server did not take every mail now: {note} {ledger.WhyOf(open[0])}"));
        }

        if (unknown.Count > 0)
        {
            return new PublishOutcome.Unknown(new Fault(
                $"Nobody can say whether the mail server took every mail: {note}",
                "Ask these recipients or look into the server's log. \"It is out\" leaves it at that; \"Send again\" mails the unknown ones once more."));
        }

        if (sent.Count > 0)
        {
            return new PublishOutcome.Succeeded(Note: note);
        }

        return refused.Count > 0
            ? new PublishOutcome.Rejected(new Fault($"Every recipient was refused: {note} {ledger.WhyOf(refused[0])}", "Check the recipients and the From address in the channel's settings."))
            : new PublishOutcome.Rejected(new Fault("Nobody is left on the list: every recipient has unsubscribed.", "Add recipients in the channel's settings."));
    }

    /// <summary>
    /// Says that a part is out where it is: any outcome but the last one, once somebody has the mail or may have it. A list
    /// that is through is whole, whoever was refused for good or has left it.
    /// </summary>
    public static PublishOutcome Mark(PublishOutcome outcome, MailLedger ledger) => outcome is PublishOutcome.Succeeded
        ? outcome
        : outcome with { Partly = ledger.AnyOut(MailState.Sent) || (outcome is not PublishOutcome.Unknown && ledger.AnyOut(MailState.Unknown)) };

    /// <summary>What a failure means for the whole run.</summary>
    public static PublishOutcome OfStop(SmtpFailure failure, EmailSettings settings) => failure switch
    {
        { Stage: SmtpStage.SignIn, Permanent: true } or { Code: 530 or 534 or 535 or 538 } => new PublishOutcome.NeedsReconnect(new Fault(
            $"{settings.Host} refused the user name and password ({failure.Message})", "Put the right ones into the channel's settings and test the channel.")),
        { Stage: SmtpStage.Secure } => new PublishOutcome.NotSent(new Fault(
            failure.Message, "Check host, port and security in the channel's settings. The certificate of a private authority goes into Trusted certificate.")),
        { Stage: SmtpStage.Sender, Permanent: true } => new PublishOutcome.Rejected(new Fault(
            $"{settings.Host} does not take mail from {settings.From}: {failure.Message}", "Use a From address that this server may send for.")),
        { Stage: SmtpStage.Connect, Permanent: true } => new PublishOutcome.Rejected(new Fault(
            $"{settings.Host} refuses to talk: {failure.Message}", "Ask whoever runs that mail server.")),
        _ => new PublishOutcome.NotSent(new Fault(failure.Message)),
    };

    private static PublishOutcome With(PublishOutcome outcome, string note) => outcome switch
    {
        PublishOutcome.NotSent n => new PublishOutcome.NotSent(n.Fault with { Message = $"{Sentence(n.Fault.Message)} So far: {note}" }),
        PublishOutcome.NeedsReconnect n => new PublishOutcome.NeedsReconnect(n.Fault with { Message = $"{Sentence(n.Fault.Message)} So far: {note}" }),
        PublishOutcome.Rejected r => new PublishOutcome.Rejected(r.Fault with { Message = $"{Sentence(r.Fault.Message)} So far: {note}" }),
        _ => outcome,
    };

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Names(List<Mailbox> recipients) =>
        string.Join(", ", recipients.Take(MostNamed).Select(m => m.Address)) + (recipients.Count > MostNamed ? $" and {recipients.Count - MostNamed} more" : "");
}
