using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Broadcaster.Core.Publishing.Newsletter;

/// <summary>The opaque links out of a list: encrypted and signed, so that they can be neither read nor made up.</summary>
public sealed class UnsubscribeTokens(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Broadcaster.Newsletter.Unsubscribe.v1");

    public string Make(Subscription subscription)
    {
        var address = Encoding.UTF8.GetBytes(subscription.Address);
        var bytes = new byte[32 + address.Length];
        subscription.WorkspaceId.TryWriteBytes(bytes);
        subscription.ChannelId.TryWriteBytes(bytes.AsSpan(16));
        address.CopyTo(bytes, 32);
        return WebEncoders.Base64UrlEncode(protector.Protect(bytes));
    }

    /// <summary>Null for a token that is not ours.</summary>
    public Subscription? Read(string token)
    {
        try
        {
            var bytes = protector.Unprotect(WebEncoders.Base64UrlDecode(token));
            return bytes.Length <= 32 ? null : new Subscription(new Guid(bytes.AsSpan(0, 16)), new Guid(bytes.AsSpan(16, 16)), Encoding.UTF8.GetString(bytes, 32, bytes.Length - 32));
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>Somebody on the list of a channel.</summary>
public sealed record Subscription(Guid WorkspaceId, Guid ChannelId, string Address);
