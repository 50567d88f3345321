namespace Broadcaster.Core.Foundation.Accounts;

/// <summary>The first start without a browser. Section <c>Bootstrap</c>; read only while there is no user yet.</summary>
public sealed class BootstrapOptions
{
    public string? AdminEmail { get; set; }

    public string? AdminPassword { get; set; }

    /// <summary>The slug of the first workspace.</summary>
    public string Workspace { get; set; } = "main";

    /// <summary>Becomes an Owner token of that workspace.</summary>
    public string? ApiToken { get; set; }

    public bool IsGiven => !string.IsNullOrEmpty(AdminEmail) || !string.IsNullOrEmpty(AdminPassword) || !string.IsNullOrEmpty(ApiToken);
}
