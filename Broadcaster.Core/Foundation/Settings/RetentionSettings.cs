namespace Broadcaster.Core.Foundation.Settings;

/// <summary>How long bulky records are kept; jobs, deliveries and the audit trail stay.</summary>
public sealed record RetentionSettings
{
    /// <summary>Days that captured requests and answers of attempts are kept, 1 to 3650.</summary>
    public int LedgerDays { get; init; } = 90;
}
