using System.Text;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>Sends one newsletter to everybody who still has to get it, and keeps the ledger.</summary>
internal sealed class MailRun(PublishRequest request, EmailSettings settings, NetworkGuard guard, MailLedger ledger, Newsletter newsletter, Func<Mailbox, string> unsubscribe)
{
    // A server that swallows mails without an answer must not put the whole list in doubt.
    private const int MostInDoubtInARow = 2;

    private readonly IWire wire = request.Context.Wire;
    private SmtpSession? session;
    private int sentInSession;

    /// <summary>Why the run ended early; null when everybody was tried.</summary>
    public SmtpFailure? Stop { get; private set; }

    public async Task ExecuteAsync(IReadOnlyList<Mailbox> recipients, string sendingStep, CancellationToken ct)
    {
        try
        {
            if (!await ConnectAsync(ct))
            {
                return;
            }

            request.Steps.Begin(sendingStep);
            var inDoubt = 0;
            for (var i = 0; i < recipients.Count && Stop is null; i++)
            {
                inDoubt = await SendAsync(recipients[i], ct) ? 0 : inDoubt + 1;
                request.Steps.Advance((i + 1d) / recipients.Count);
                if (inDoubt == MostInDoubtInARow && i + 1 < recipients.Count)
                {
                    Stop = new SmtpFailure(SmtpStage.AfterDot, null, "The mail server took several mails in a row without an answer.");
                }
            }
        }
        finally
        {
            await HangUpAsync();

            // Also when cancelled: what is known must not be forgotten.
            await ledger.WriteAsync(CancellationToken.None);
        }
    }

    /// <summary>False when nobody can say whether the mail was taken.</summary>
    private async Task<bool> SendAsync(Mailbox recipient, CancellationToken ct)
    {
        if (session is null || sentInSession >= settings.BatchSize)
        {
            await HangUpAsync();
            if (!await ConnectAsync(ct))
            {
                return true;
            }
        }

        var message = newsletter.MessageFor(recipient, unsubscribe(recipient));
        if (!wire.DryRun)
        {
            await ledger.BeginAsync(recipient, ct);
        }

        try
        {
            // The ledger shows one mail whole; the others differ in the address alone.
            var capture = new WireCapture("MAIL", $"smtp://{settings.Host}:{settings.Port}/{recipient.Address}", sentInSession == 0 ? message : $"Message-ID: {newsletter.MessageIdFor(recipient)}");
            await wire.ExchangeAsync(
                capture,
                token => session!.SendAsync(newsletter.From.Address, recipient.Address, Encoding.ASCII.GetBytes(message), token),
                () => "250 dry run",
                ct);
            sentInSession++;
            if (!wire.DryRun)
            {
                ledger.Note(recipient, MailState.Sent);
            }

            return true;
        }
        catch (SmtpFailure failure)
        {
            return await JudgeAsync(recipient, Masked(failure), ct);
        }
        catch (OperationCanceledException)
        {
            ledger.Note(recipient, MailState.Unknown, "the attempt was cancelled in the middle of this mail");
            throw;
        }
    }

    private async Task<bool> JudgeAsync(Mailbox recipient, SmtpFailure failure, CancellationToken ct)
    {
        var known = failure.Code is not null || failure.Stage != SmtpStage.AfterDot;
        if (!known)
        {
            ledger.Note(recipient, MailState.Unknown, failure.Message);
            request.Steps.Log($"{recipient.Address}: nobody can say whether it was taken. {failure.Message}");
        }
        else if (failure.Stage == SmtpStage.Sender && failure.Code is not (null or 552))
        {
            // The server does not take the sender: it is nobody's address that is wrong.
            ledger.Note(recipient, MailState.Deferred, failure.Message);
            Stop = failure;
        }
        else if (failure.Permanent)
        {
            ledger.Note(recipient, MailState.Refused, failure.Message);
            request.Steps.Log($"{recipient.Address}: refused. {failure.Message}");
        }
        else
        {
            ledger.Note(recipient, MailState.Deferred, failure.Message);
            request.Steps.Log($"{recipient.Address}: not taken now. {failure.Message}");
        }

        if (failure.SessionIsOver)
        {
            await HangUpAsync();
        }
        else if (Stop is null)
        {
            await ResetAsync(ct);
        }

        return known;
    }

    private async Task<bool> ConnectAsync(CancellationToken ct)
    {
        try
        {
            var who = string.IsNullOrEmpty(settings.Username) ? "" : $"\nsigned in as {settings.Username}";
            session = await wire.ExchangeAsync<SmtpSession?>(
                new WireCapture("CONNECT", $"smtp://{settings.Host}:{settings.Port}", $"security: {settings.Security.ToString().ToLowerInvariant()}{who}"),
                async token => await SmtpSession.OpenAsync(settings, guard, wire.Timeout, token),
                () => null,
                ct);
            sentInSession = 0;
            return true;
        }
        catch (SmtpFailure failure)
        {
            Stop = Masked(failure);
            return false;
        }
    }

    private SmtpFailure Masked(SmtpFailure failure) => new(failure.Stage, failure.Code, wire.Mask(failure.Message), failure);

    private async Task ResetAsync(CancellationToken ct)
    {
        try
        {
            await session!.ResetAsync(ct);
        }
        catch (SmtpFailure)
        {
            await HangUpAsync();
        }
    }

    private async Task HangUpAsync()
    {
        if (session is not null)
        {
            await session.DisposeAsync();
            session = null;
        }
    }
}
