using System.ComponentModel.DataAnnotations;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Connectors.Webhook;

/// <summary>Where a webhook channel sends to, and how it signs.</summary>
public sealed record WebhookSettings : IValidatableObject
{
    private const string Prefix = "whsec_";

    // Ours on every request; a setting must not pretend to be them.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "webhook-id", "webhook-timestamp", "webhook-signature", "Idempotency-Key", "X-Correlation-Id", "Content-Type",
        "Content-Length", "Content-Encoding", "Transfer-Encoding", "Host", "Connection", "Expect", "Upgrade", "TE", "Trailer",
    };

    private byte[]? key;

    [Required(ErrorMessage = "Write the address that the webhook is sent to.")]
    [Url(ErrorMessage = "Write a whole address that starts with https:// or http://.")]
    [Display(Name = "URL", Order = 1, Prompt = "https://example.com/hooks/broadcaster", Description = "Gets one POST for each published piece.")]
    public required string Url { get; init; }

    [Secret]
    [Display(Name = "Signing secret", Order = 2, Prompt = "whsec_…", Description = "Optional. A Standard Webhooks secret: whsec_ and at least 24 random bytes as base64. The receiver checks the signature with the same secret.")]
    public string? Secret { get; init; }

    [Secret]
    [Display(Name = "Extra headers", Order = 3, Prompt = "X-Api-Key: …", Description = "Optional. Sent with every request; they often carry a key, so they are kept like a secret.")]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Secret is not null && Key() is null)
        {
            yield return new ValidationResult("A signing secret is whsec_ followed by base64, as Standard Webhooks has it.", [nameof(Secret)]);
        }

        foreach (var (name, value) in Headers ?? new Dictionary<string, string>())
        {
            if (Reserved.Contains(name))
            {
                yield return new ValidationResult($"The header {name} is set by Broadcaster itself.", [nameof(Headers)]);
            }
            else if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
            {
                yield return new ValidationResult($"\"{name}\" is no name of a header: letters, digits and hyphens.", [nameof(Headers)]);
            }
            else if (value.Any(c => char.IsControl(c) || c > '\u00ff'))
            {
                yield return new ValidationResult($"The value of {name} holds a character that a header cannot carry.", [nameof(Headers)]);
            }
        }
    }

    /// <summary>The bytes that the signature is made with; null without a (valid) secret.</summary>
    internal byte[]? Key()
    {
        if (key is not null || Secret is not { } secret)
        {
            return key;
        }

        var encoded = secret.Trim();
        if (!encoded.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded[Prefix.Length..], bytes, out var length) && length >= 8 ? key = bytes[..length] : null;
    }
}
