using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Settings as entered, taken apart: what may be seen, what is secret, and the record that both make.</summary>
internal sealed record EnteredSettings(JsonObject Plain, JsonObject Secrets, object Record)
{
    /// <param name="entered">Null: nothing was entered.</param>
    /// <param name="saved">The secrets that the channel has; they stay where nothing else was entered.</param>
    public static Result<EnteredSettings> Read(IConnector connector, JsonObject? entered, JsonObject saved)
    {
        var properties = ConnectorSettings.PropertiesOf(connector.SettingsType);
        var plain = new JsonObject();
        var secrets = saved.DeepClone().AsObject();
        var unknown = new Dictionary<string, string[]>();
        foreach (var (name, value) in entered ?? [])
        {
            var property = properties.FirstOrDefault(p => ConnectorSettings.NameOf(p).Equals(name, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                var known = properties.Count == 0 ? "It has none." : $"It has: {string.Join(", ", properties.Select(ConnectorSettings.NameOf))}.";
                unknown[$"settings.{name}"] = [$"{connector.Descriptor.Name} has no setting '{name}'. {known}"];
                continue;
            }

            var canonical = ConnectorSettings.NameOf(property);
            if (!ConnectorSettings.IsSecret(property))
            {
                plain.Remove(canonical);
                if (value is not null)
                {
                    plain[canonical] = value.DeepClone();
                }
            }
            else if (value is null)
            {
                secrets.Remove(canonical);
            }
            else if (!IsEmpty(value))
            {
                secrets[canonical] = value.DeepClone();
            }
        }

        if (unknown.Count > 0)
        {
            return new InvalidInput(unknown, "channel.invalid_settings");
        }

        var bound = ConnectorSettings.Bind(connector.SettingsType, plain, secrets);
        return bound.Ok
            ? new EnteredSettings(plain, secrets, bound.Value)
            : new InvalidInput(bound.Error.Fields.ToDictionary(f => f.Key == "settings" ? f.Key : $"settings.{f.Key}", f => f.Value), "channel.invalid_settings");
    }

    // What a form sends for a field that nobody touched.
    private static bool IsEmpty(JsonNode value) => value switch
    {
        JsonObject pairs => pairs.Count == 0,
        JsonArray list => list.Count == 0,
        JsonValue text => text.TryGetValue<string>(out var typed) && string.IsNullOrWhiteSpace(typed),
        _ => false,
    };
}
