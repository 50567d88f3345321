using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Auditing;

namespace Broadcaster.Web.Api.Audit;

/// <summary>An entry of the audit trail, as the API shows it.</summary>
/// <param name="Changes">What changed: <c>[{ entity, id, change, before, after }]</c>.</param>
public sealed record AuditEntryResource(
    Guid Id,
    long Sequence,
    DateTimeOffset At,
    Guid? UserId,
    string ActorName,
    string Via,
    string? IpAddress,
    string? CorrelationId,
    string Action,
    string Subject,
    Guid SubjectId,
    JsonNode? Changes,
    string Hash)
{
    public static AuditEntryResource Of(AuditEntry entry) => new(
        entry.Id, entry.Sequence, entry.At, entry.UserId, entry.ActorName, entry.Via, entry.IpAddress, entry.CorrelationId,
        entry.Action, entry.Subject, entry.SubjectId, ChangesOf(entry), entry.Hash);

    // A row that was tampered with may hold anything; the trail is still to be read.
    private static JsonNode? ChangesOf(AuditEntry entry)
    {
        try
        {
            return JsonNode.Parse(entry.Changes);
        }
        catch (JsonException)
        {
            return JsonValue.Create(entry.Changes);
        }
    }
}
