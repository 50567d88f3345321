using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;

namespace Broadcaster.Core.Publishing.Connectors.Email;

/// <summary>An address with the name that goes with it.</summary>
/// <param name="Address">ASCII: a domain in another script is in its xn-- form.</param>
internal sealed record Mailbox(string? Name, string Address)
{
    private static readonly IdnMapping Idn = new();

    /// <summary>What tells recipients apart: case does not.</summary>
    public string Key => Address.ToLowerInvariant();

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>Sixteen hex digits that stand for the address where it must not be long.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)).AsSpan(0, 8));

    /// <summary>Null for what is no address, or one that only servers with SMTPUTF8 could take.</summary>
    public static Mailbox? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl) || !MailAddress.TryCreate(text.Trim(), out var parsed))
        {
            return null;
        }

        // "a b@example.org" would otherwise be b with the name a.
        var (user, host) = (parsed.User, parsed.Host);
        if ((parsed.DisplayName.Length > 0 && !text.Contains('<', StringComparison.Ordinal)) || user.Length is 0 or > 64 || user.Any(c => !char.IsAscii(c) || c is ' ' or '"' or '<' or '>' or '\\') || host.StartsWith('['))
        {
            return null;
        }

        try
        {
            var domain = Idn.GetAscii(host).ToLowerInvariant();
            var name = string.IsNullOrWhiteSpace(parsed.DisplayName) ? null : parsed.DisplayName.Trim();
            return domain.Length + user.Length > 253 ? null : new Mailbox(name, $"{user}@{domain}");
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public string ToHeader() => Name is null ? Address : $"{MimeWords.Phrase(Name)} <{Address}>";
}
