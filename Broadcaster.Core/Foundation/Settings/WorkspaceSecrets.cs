using System.Security.Cryptography;
using System.Text.Json;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.AspNetCore.DataProtection;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>Encrypts the keys among a workspace's settings; one workspace's cannot be read as another's.</summary>
public sealed class WorkspaceSecrets(IDataProtectionProvider protection)
{
    /// <summary>The secrets by name, e.g. openai.apiKey.</summary>
    public Result<Dictionary<string, string>> Read(Workspace workspace)
    {
        if (string.IsNullOrEmpty(workspace.Secrets))
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(Protector(workspace.Id).Unprotect(workspace.Secrets))!;
        }
        catch (CryptographicException)
        {
            return new KeysUnreadable();
        }
    }

    /// <summary>Sets or, with null, clears some of them. What cannot be read any more is lost and starts anew.</summary>
    public void Change(Workspace workspace, IReadOnlyDictionary<string, string?> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var read = Read(workspace);
        var secrets = read.Ok ? read.Value : [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                secrets.Remove(name);
            }
            else
            {
                secrets[name] = value;
            }
        }

        workspace.Secrets = secrets.Count == 0 ? null : Protector(workspace.Id).Protect(JsonSerializer.Serialize(secrets));
        workspace.SecretsSet = string.Join(',', secrets.Keys.Order(StringComparer.Ordinal));
    }

    private IDataProtector Protector(Guid workspaceId) => protection.CreateProtector("Broadcaster.Settings", workspaceId.ToString());
}

/// <summary>The keys were encrypted by another installation, or with keys that are gone.</summary>
public sealed record KeysUnreadable()
    : Error("settings.secrets_unreadable", "The saved keys cannot be read: the installation's own keys have changed. Enter them again in the settings.");
