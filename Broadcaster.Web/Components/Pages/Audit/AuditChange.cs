using System.Globalization;
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
        var (before, after) = (FieldsOf(change, "before"), FieldsOf(change, "after"));
        var verb = change.GetProperty("change").GetString() ?? "";
        var fields = after.Keys.Union(before.Keys)
            .Select(name => new AuditField(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(f => verb == "updated" ? f.Before != f.After : (f.Before ?? f.After) is not null);
        return new AuditChange(change.GetProperty("entity").GetString() ?? "", verb, [.. fields]);
    }

    private static Dictionary<string, string?> FieldsOf(JsonElement change, string side)
    {
        var fields = new Dictionary<string, string?>();
        if (change.TryGetProperty(side, out var values) && values.ValueKind == JsonValueKind.Object)
        {
            Flatten(values, "", fields);
        }

        return fields;
    }

    // Settings are one object in the row: only what changed within them is worth reading.
    private static void Flatten(JsonElement values, string path, Dictionary<string, string?> fields)
    {
        foreach (var value in values.EnumerateObject())
        {
            var name = path.Length == 0 ? value.Name : $"{path}: {value.Name}";
            if (value.Value.ValueKind == JsonValueKind.Object && value.Value.EnumerateObject().Any())
            {
                Flatten(value.Value, name, fields);
            }
            else
            {
                fields[name] = TextOf(value.Value);
            }
        }
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String when value.TryGetDateTimeOffset(out var time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };
}

/// <summary>One field of a row; null: empty.</summary>
internal sealed record AuditField(string Name, string? Before, string? After);
