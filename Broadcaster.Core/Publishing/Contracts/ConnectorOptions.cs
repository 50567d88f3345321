using System.Text.Json.Nodes;
using Broadcaster.Core.Publishing.Contracts.Settings;

namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>
/// Reads what a variant chose for its channel as the connector's <see cref="IConnector.OptionsType"/>. A variant's options are
/// texts, so the record's properties are texts or choices.
/// </summary>
public static class ConnectorOptions
{
    public static IReadOnlyList<string> NamesOf(IConnector connector) =>
        connector.OptionsType is { } type ? [.. ConnectorSettings.PropertiesOf(type).Select(ConnectorSettings.NameOf)] : [];

    /// <summary>What is wrong with these options, by name; empty where the connector reads them all.</summary>
    public static IReadOnlyDictionary<string, string> Check(IConnector connector, IReadOnlyDictionary<string, string> options)
    {
        var known = NamesOf(connector);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in options.Keys.Where(n => !known.Contains(n, StringComparer.Ordinal)))
        {
            problems[name] = known.Count == 0
                ? $"{connector.Descriptor.Name} reads no options. Leave it out."
                : $"{connector.Descriptor.Name} has no option \"{name}\". It reads: {string.Join(", ", known)}.";
        }

        if (connector.OptionsType is { } type && ConnectorSettings.Bind(type, JsonOf(options), null).Error is { } error)
        {
            foreach (var (name, messages) in error.Fields)
            {
                problems[name] = messages[0];
            }
        }

        return problems;
    }

    /// <summary>The options of a variant; what is not set, or was saved before the record was as it is, is the record's own default.</summary>
    public static TOptions Read<TOptions>(ChannelContent content)
        where TOptions : class, new() =>
        content.Options.Count > 0 && ConnectorSettings.Bind(typeof(TOptions), JsonOf(content.Options), null) is { Ok: true, Value: TOptions options } ? options : new TOptions();

    private static JsonObject JsonOf(IReadOnlyDictionary<string, string> options) =>
        new(options.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Key, JsonValue.Create(o.Value))));
}
