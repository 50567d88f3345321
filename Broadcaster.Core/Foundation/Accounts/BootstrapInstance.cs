using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>Sets the instance up from its configuration while there is no user yet. A wrong value stops the start.</summary>
public sealed class BootstrapInstance(SetUpInstance setUp, InstanceState state, IOptions<BootstrapOptions> options)
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["email"] = "Bootstrap:AdminEmail", ["password"] = "Bootstrap:AdminPassword", ["slug"] = "Bootstrap:Workspace", ["apiToken"] = "Bootstrap:ApiToken",
    };

    public async Task ExecuteAsync(CancellationToken ct)
    {
        var bootstrap = options.Value;
        if (!bootstrap.IsGiven || await state.HasUsersAsync(ct))
        {
            return;
        }

        var missing = new List<string>();
        if (string.IsNullOrEmpty(bootstrap.AdminEmail))
        {
            missing.Add("Bootstrap:AdminEmail is missing: the first administrator's email address.");
        }

        if (string.IsNullOrEmpty(bootstrap.AdminPassword))
        {
            missing.Add($"Bootstrap:AdminPassword is missing: at least {PasswordRules.Shortest} characters.");
        }

        if (missing.Count > 0)
        {
            throw new OptionsValidationException("Bootstrap", typeof(BootstrapOptions), missing);
        }

        var slug = string.IsNullOrEmpty(bootstrap.Workspace) ? "main" : bootstrap.Workspace;
        var request = new SetUpRequest(
            bootstrap.AdminEmail!, NameFrom(bootstrap.AdminEmail!), bootstrap.AdminPassword!, NameFrom(slug), "UTC", slug,
            string.IsNullOrEmpty(bootstrap.ApiToken) ? null : bootstrap.ApiToken, Via: "system");
        var made = await setUp.ExecuteAsync(request, ct);

        // Another node that starts at the same time has the same configuration: who was first does not matter.
        if (made.Error is { } wrong and not AlreadySetUp)
        {
            throw new OptionsValidationException(
                "Bootstrap", typeof(BootstrapOptions), wrong.Fields.Where(f => Keys.ContainsKey(f.Key)).Select(f => $"{Keys[f.Key]}: {f.Value[0]}"));
        }
    }

    // "ada.byron@example.com" → "Ada Byron", "acme-news" → "Acme News": something to show until somebody changes it.
    private static string NameFrom(string text)
    {
        var words = text.Split('@')[0].Split(['.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', words.Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return name.Length == 0 ? "Administrator" : name;
    }
}
