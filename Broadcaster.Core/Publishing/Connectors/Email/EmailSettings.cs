using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>A mail server, a sender and a list of recipients.</summary>
public sealed record EmailSettings : IValidatableObject
{
    [Required(ErrorMessage = "Write the name of the mail server.")]
    [Display(Name = "Mail server", Order = 1, Prompt = "smtp.example.com")]
    public required string Host { get; init; }

    [Range(1, 65535, ErrorMessage = "A port is a number from 1 to 65535.")]
    [Display(Name = "Port", Order = 2, Prompt = "587", Description = "587 with STARTTLS, 465 with TLS, 25 or 2525 without.")]
    public int Port { get; init; } = 587;

    [Display(Name = "Security", Order = 3, Description = "STARTTLS and TLS encrypt the connection and check the server's certificate. None sends the password in the clear.")]
    public EmailSecurity Security { get; init; } = EmailSecurity.Starttls;

    [Display(Name = "User name", Order = 4, Description = "Optional, where the server asks for one.")]
    public string? Username { get; init; }

    [Secret]
    [Display(Name = "Password", Order = 5)]
    public string? Password { get; init; }

    [Required(ErrorMessage = "Write the address that the mail comes from.")]
    [Display(Name = "From", Order = 6, Prompt = "Example News <news@example.com>", Description = "An address that the mail server may send for.")]
    public required string From { get; init; }

    [Display(Name = "Reply to", Order = 7, Prompt = "editor@example.com", Description = "Optional: where answers go.")]
    public string? ReplyTo { get; init; }

    [Required(ErrorMessage = "Put at least one recipient on the list.")]
    [Display(Name = "Recipients", Order = 8, Prompt = "reader@example.com", Description = "One address each. Everybody gets a mail of their own; whoever unsubscribed is left out.")]
    public IReadOnlyList<string> Recipients { get; init; } = [];

    [Range(1, 1000, ErrorMessage = "Send 1 to 1000 mails over one connection.")]
    [Display(Name = "Mails per connection", Order = 9, Description = "After so many mails a new connection is opened; some servers cut long ones off.")]
    public int BatchSize { get; init; } = 100;

    [DataType(DataType.MultilineText)]
    [Display(Name = "Trusted certificate", Order = 10, Prompt = "-----BEGIN CERTIFICATE-----", Description = "Optional: the PEM of a private authority, where the server's certificate is not from a public one.")]
    public string? TrustedCertificate { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Mailbox.Parse(From) is null)
        {
            yield return new ValidationResult("From is an address, alone or as: Example News <news@example.com>.", [nameof(From)]);
        }

        if (!string.IsNullOrWhiteSpace(ReplyTo) && Mailbox.Parse(ReplyTo) is null)
        {
            yield return new ValidationResult("Reply to is an address, alone or as: Name <name@example.com>.", [nameof(ReplyTo)]);
        }

        if (Recipients.Count == 0)
        {
            yield return new ValidationResult("Put at least one recipient on the list.", [nameof(Recipients)]);
        }

        foreach (var wrong in Recipients.Where(r => Mailbox.Parse(r) is null).Take(10))
        {
            yield return new ValidationResult($"\"{wrong}\" is not an e-mail address.", [nameof(Recipients)]);
        }

        if (!string.IsNullOrEmpty(Password) && string.IsNullOrWhiteSpace(Username))
        {
            yield return new ValidationResult("Write the user name that the password belongs to.", [nameof(Username)]);
        }

        if (!string.IsNullOrWhiteSpace(TrustedCertificate) && Certificates() is null)
        {
            yield return new ValidationResult("Paste the certificate as PEM: it starts with -----BEGIN CERTIFICATE-----.", [nameof(TrustedCertificate)]);
        }
    }

    /// <summary>Each recipient once, in the order of the list.</summary>
    internal IReadOnlyList<Mailbox> Mailboxes() =>
        [.. Recipients.Select(Mailbox.Parse).OfType<Mailbox>().DistinctBy(m => m.Key)];

    /// <summary>Null where there is none, or none that can be read.</summary>
    internal X509Certificate2Collection? Certificates()
    {
        if (string.IsNullOrWhiteSpace(TrustedCertificate))
        {
            return null;
        }

        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(TrustedCertificate);
            return found.Count == 0 ? null : found;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>How the connection to a mail server is kept private.</summary>
public enum EmailSecurity
{
    None,
    Starttls,
    Tls,
}
