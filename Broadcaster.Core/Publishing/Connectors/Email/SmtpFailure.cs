namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>Where in the conversation it went wrong: it decides whether the mail can be out.</summary>
internal enum SmtpStage
{
    Connect,
    Secure,
    SignIn,
    Sender,
    Recipient,
    Data,

    /// <summary>After the last dot: without an answer nobody knows.</summary>
    AfterDot,
}

/// <summary>A refusal (with the server's code) or a broken connection (without one).</summary>
internal sealed class SmtpFailure(SmtpStage stage, int? code, string message, Exception? inner = null) : IOException(message, inner)
{
    public SmtpStage Stage { get; } = stage;

    public int? Code { get; } = code;

    public bool Permanent => Code is >= 500;

    /// <summary>Whether the conversation can go on with another mail.</summary>
    public bool SessionIsOver => Code is null or 421;
}
