using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Publishing.Contracts.Settings;

/// <summary>Turns the stored settings of a channel into the connector's settings record, with every problem by field.</summary>
public static class ConnectorSettings
{
    /// <summary>camelCase names, snake_case enums; a missing member is the validator's business, not the parser's.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NothingIsRequired } },
    };

    /// <param name="secretsJson">The decrypted secrets as a JSON object; laid over the settings.</param>
    /// <returns>The record, or an <see cref="InvalidInput"/> whose fields are the settings' camelCase names.</returns>
    public static Result<object> Bind(IConnector connector, string settingsJson, string? secretsJson) =>
        Bind(connector.SettingsType, Parse(settingsJson), string.IsNullOrWhiteSpace(secretsJson) ? null : Parse(secretsJson));

    /// <inheritdoc cref="Bind(IConnector, string, string?)"/>
    public static Result<object> Bind(Type type, JsonObject? settings, JsonObject? secrets)
    {
        if (settings is null)
        {
            return InvalidInput.Of("settings", "Settings are a JSON object.", "channel.invalid_settings");
        }

        var errors = new Dictionary<string, List<string>>();
        var valid = new JsonObject();
        foreach (var property in PropertiesOf(type))
        {
            var name = NameOf(property);
            if ((Find(secrets, name) ?? Find(settings, name)) is not { } value || Tidy(property, value) is not { } tidy)
            {
                continue;
            }

            try
            {
                JsonSerializer.Deserialize(tidy, property.PropertyType, Json);
                valid[name] = tidy;
            }
            catch (JsonException)
            {
                Add(errors, name, $"{LabelOf(property)} is not {Expected(property.PropertyType)}.");
            }
        }

        var record = JsonSerializer.Deserialize(valid, type, Json)!;
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(record, new ValidationContext(record), found, validateAllProperties: true);
        foreach (var result in found)
        {
            foreach (var member in result.MemberNames.DefaultIfEmpty("settings"))
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(member);

                // What could not be read is not also "missing".
                if (!errors.ContainsKey(name))
                {
                    Add(errors, name, result.ErrorMessage ?? "This is not valid.");
                }
            }
        }

        foreach (var property in PropertiesOf(type).Where(p => p.IsDefined(typeof(UrlAttribute))))
        {
            if (property.GetValue(record) is string address && !errors.ContainsKey(NameOf(property)) && AddressProblem(address) is { } problem)
            {
                Add(errors, NameOf(property), problem);
            }
        }

        // Not as one conditional expression: the error would become the value, since both are objects.
        if (errors.Count > 0)
        {
            return new InvalidInput(errors.ToDictionary(e => e.Key, e => e.Value.ToArray()), "channel.invalid_settings");
        }

        return record;
    }

    /// <summary>The settings that a form shows and the API takes, in their order.</summary>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.CanWrite && !p.IsDefined(typeof(JsonIgnoreAttribute)))
            .OrderBy(p => p.GetCustomAttribute<DisplayAttribute>()?.GetOrder() ?? int.MaxValue)];

    public static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    public static bool IsSecret(PropertyInfo property) => property.IsDefined(typeof(SecretAttribute));

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Find(JsonObject? from, string name)
    {
        if (from is null)
        {
            return null;
        }

        if (from.TryGetPropertyValue(name, out var exact))
        {
            return exact;
        }

        return from.FirstOrDefault(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    // What a form sends for an empty field means "not set"; pasted addresses come with spaces around them.
    private static JsonNode? Tidy(PropertyInfo property, JsonNode value)
    {
        if (value is not JsonValue single || !single.TryGetValue<string>(out var text))
        {
            return value.DeepClone();
        }

        var trimmed = IsSecret(property) ? text : text.Trim();
        return string.IsNullOrWhiteSpace(trimmed) ? null : JsonValue.Create(trimmed);
    }

    private static string? AddressProblem(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return "Write a whole address that starts with https:// or http://.";
        }

        return uri.UserInfo.Length > 0 ? "Leave the user name and password out of the address; there are fields for them." : null;
    }

    private static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain.IsEnum => "one of: " + string.Join(", ", Enum.GetNames(plain).Select(SnakeCase.Of)),
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(int) || plain == typeof(long) => "a whole number",
            _ when plain == typeof(string) => "a text",
            _ when typeof(System.Collections.IEnumerable).IsAssignableFrom(plain) => plain.IsAssignableTo(typeof(IEnumerable<KeyValuePair<string, string>>)) ? "an object of names and values" : "a list",
            _ => "valid",
        };
    }

    private static string LabelOf(PropertyInfo property) => property.GetCustomAttribute<DisplayAttribute>()?.GetName() ?? NameOf(property);

    private static void Add(Dictionary<string, List<string>> errors, string name, string message)
    {
        if (!errors.TryGetValue(name, out var list))
        {
            errors[name] = list = [];
        }

        list.Add(message);
    }

    private static void NothingIsRequired(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired = false;
        }
    }
}
