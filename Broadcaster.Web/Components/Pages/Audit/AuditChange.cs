using System.Text.Json;

namespace Broadcaster.Web.Components.Pages.Audit;

/// <summary>What an audit entry says about one row.</summary>
/// <param name="Verb">created, updated or deleted.</param>
internal sealed record AuditChange(string Entity, string Verb, IReadOnlyList<AuditField> Fields)
{
    /// <summary>Empty where the text is no list of changes: the trail can be read even where somebody meddled with it.</summary>
    public static IReadOnlyList<AuditChange> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(Of)];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }

    private static AuditChange Of(JsonElement change)
    {
        var before = FieldsOf(change, "before");
        var after = FieldsOf(change, "after");
        var names = after.Keys.Union(before.Keys);
        var fields = names.Select(name => new AuditField(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(f => f.Before is not null || f.After is not null);
        return new AuditChange(change.GetProperty("entity").GetString() ?? "", change.GetProperty("change").GetString() ?? "", [.. fields]);
    }

    private static Dictionary<string, string?> FieldsOf(JsonElement change, string side) =>
        change.TryGetProperty(side, out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.Undefined => null,
                JsonValueKind.String => v.Value.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                _ => v.Value.GetRawText(),
            })
            : [];
}

/// <summary>One field of a row; null: empty.</summary>
internal sealed record AuditField(string Name, string? Before, string? After);
