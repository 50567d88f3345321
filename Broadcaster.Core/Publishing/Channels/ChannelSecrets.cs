using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Microsoft.AspNetCore.DataProtection;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Encrypts the secret settings of channels; one workspace's cannot be read as another's.</summary>
public sealed class ChannelSecrets(IDataProtectionProvider protection)
{
    /// <returns>Null when there is nothing to keep.</returns>
    public string? Protect(Guid workspaceId, JsonObject secrets) =>
        secrets.Count == 0 ? null : Protector(workspaceId).Protect(secrets.ToJsonString());

    public Result<JsonObject> Unprotect(Guid workspaceId, string? secrets)
    {
        if (string.IsNullOrEmpty(secrets))
        {
            return new JsonObject();
        }

        try
        {
            return JsonNode.Parse(Protector(workspaceId).Unprotect(secrets))!.AsObject();
        }
        catch (CryptographicException)
        {
            return new SecretsUnreadable();
        }
    }

    private IDataProtector Protector(Guid workspaceId) => protection.CreateProtector("Broadcaster.Channels", workspaceId.ToString());
}
