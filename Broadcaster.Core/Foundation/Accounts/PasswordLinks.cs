using System.Security.Cryptography;
using System.Text;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>
/// The secrets in links that let somebody choose a new password. Nothing is stored: a secret holds its user, its end and the
/// user's security stamp, so that it works once (a new password makes a new stamp) and for a day.
/// </summary>
public sealed class PasswordLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan WorksFor = TimeSpan.FromHours(24);

    private readonly IDataProtector protector = protection.CreateProtector("Broadcaster.Accounts.PasswordLink.v1");

    public PasswordLink Make(User user)
    {
        var expiresAt = clock.GetUtcNow() + WorksFor;
        var stamp = SHA256.HashData(Encoding.UTF8.GetBytes(user.SecurityStamp ?? ""));
        byte[] bytes = [.. user.Id.ToByteArray(), .. BitConverter.GetBytes(expiresAt.UtcTicks), .. stamp];
        return new PasswordLink(user.Id, WebEncoders.Base64UrlEncode(protector.Protect(bytes)), expiresAt);
    }

    /// <summary>Whose password the secret may set; null for one that is over or not ours.</summary>
    public Guid? UserOf(string secret)
    {
        var parts = Read(secret);
        return parts is { } known && new DateTimeOffset(known.Ticks, TimeSpan.Zero) > clock.GetUtcNow() ? known.UserId : null;
    }

    /// <summary>The secret was made for the user as they are now: nobody set a password since.</summary>
    public bool Fits(string secret, User user) =>
        Read(secret) is { } known && known.UserId == user.Id
        && CryptographicOperations.FixedTimeEquals(known.Stamp, SHA256.HashData(Encoding.UTF8.GetBytes(user.SecurityStamp ?? "")));

    private (Guid UserId, long Ticks, byte[] Stamp)? Read(string secret)
    {
        try
        {
            var bytes = protector.Unprotect(WebEncoders.Base64UrlDecode(secret));
            return bytes.Length == 56 ? (new Guid(bytes.AsSpan(0, 16)), BitConverter.ToInt64(bytes, 16), bytes[24..]) : null;
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>Lets whoever has it choose a new password for a user, once.</summary>
public sealed record PasswordLink(Guid UserId, string Secret, DateTimeOffset ExpiresAt);
