namespace Broadcaster.Web.Components.Pages.Audit;

/// <summary>Actions and names of fields as people read them.</summary>
internal static class AuditWords
{
    /// <summary>"member.role_changed" → "Member role changed".</summary>
    public static string Of(string action)
    {
        var words = action.Replace('.', ' ').Replace('_', ' ').Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>"scheduledAt" → "Scheduled at".</summary>
    public static string OfField(string name) =>
        Of(string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString())));
}
