using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Publishing.Contracts.Settings;

/// <summary>The JSON Schema of a connector's settings, from the attributes of its settings record. Secrets are writeOnly.</summary>
public static class SettingsSchema
{
    public static JsonObject For(Type settings)
    {
        var properties = ConnectorSettings.PropertiesOf(settings);
        var defaults = JsonSerializer.Deserialize("{}", settings, ConnectorSettings.Json)!;
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["type"] = "object",
            ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(ConnectorSettings.NameOf(p), PropertyOf(p, defaults)))),
        };
        var required = properties.Where(SettingsForm.IsRequired).Select(p => (JsonNode?)JsonValue.Create(ConnectorSettings.NameOf(p))).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject PropertyOf(PropertyInfo property, object defaults)
    {
        var display = property.GetCustomAttribute<DisplayAttribute>();
        var type = SettingsForm.PlainType(property);
        var schema = TypeOf(type);
        schema["title"] = SettingsForm.LabelOf(property);
        if (display?.GetDescription() is { } description)
        {
            schema["description"] = description;
        }

        if (property.IsDefined(typeof(UrlAttribute)))
        {
            schema["format"] = "uri";
        }
        else if (property.IsDefined(typeof(EmailAddressAttribute)))
        {
            schema["format"] = "email";
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            schema["minimum"] = SettingsForm.Number(range.Minimum);
            schema["maximum"] = SettingsForm.Number(range.Maximum);
        }

        if (SettingsForm.LongestOf(property) is { } longest && longest >= 0)
        {
            schema[SettingsForm.IsList(type) ? "maxItems" : "maxLength"] = longest;
        }

        if (property.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern)
        {
            schema["pattern"] = $"^(?:{pattern.Pattern})$";
        }

        if (ConnectorSettings.IsSecret(property))
        {
            schema["writeOnly"] = true;
        }
        else if (SettingsForm.DefaultOf(property, defaults) is { } standard)
        {
            schema["default"] = JsonNode.Parse(standard.GetRawText());
        }

        return schema;
    }

    private static JsonObject TypeOf(Type type) => type switch
    {
        _ when type.IsEnum => new JsonObject
        {
            ["type"] = "string",
            ["enum"] = new JsonArray([.. Enum.GetValues(type).Cast<Enum>().Select(v => (JsonNode?)JsonValue.Create(SnakeCase.Of(v)))]),
        },
        _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        _ when type == typeof(int) || type == typeof(long) => new JsonObject { ["type"] = "integer" },
        _ when SettingsForm.IsNumber(type) => new JsonObject { ["type"] = "number" },
        _ when SettingsForm.IsPairs(type) => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
        _ when SettingsForm.IsList(type) => new JsonObject { ["type"] = "array", ["items"] = ElementOf(type) },
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject ElementOf(Type list)
    {
        var element = list.IsArray ? list.GetElementType()! : list.GetGenericArguments().FirstOrDefault() ?? typeof(string);
        return TypeOf(Nullable.GetUnderlyingType(element) ?? element);
    }
}
