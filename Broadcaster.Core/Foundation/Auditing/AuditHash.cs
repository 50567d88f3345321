using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Broadcaster.Core.Foundation.Auditing;

/// <summary>The hash that chains the audit trail: over the entry and the hash of the one before it.</summary>
public static class AuditHash
{
    public static string Of(AuditEntry entry)
    {
        // Microseconds: what both databases keep of a time.
        var at = (entry.At.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
        string[] parts =
        [
            entry.PreviousHash, entry.Sequence.ToString(CultureInfo.InvariantCulture), entry.Id.ToString(), entry.WorkspaceId.ToString(), at,
            entry.UserId?.ToString() ?? "", entry.ActorName, entry.Via, entry.IpAddress ?? "", entry.CorrelationId ?? "",
            entry.Action, entry.Subject, entry.SubjectId.ToString(), entry.Changes,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))));
    }
}
