using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Publishing.Contracts.Settings;

/// <summary>The form of a connector's settings, from the attributes of its settings record.</summary>
public static class SettingsForm
{
    private const string Advanced = "Advanced";

    public static IReadOnlyList<SettingsField> For(Type settings)
    {
        var defaults = JsonSerializer.Deserialize("{}", settings, ConnectorSettings.Json)!;
        return [.. ConnectorSettings.PropertiesOf(settings).Select((property, at) => FieldOf(property, at, defaults))];
    }

    internal static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredAttribute));

    internal static Type PlainType(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    internal static bool IsNumber(Type type) => type == typeof(int) || type == typeof(long) || type == typeof(decimal) || type == typeof(double);

    internal static bool IsPairs(Type type) => type.IsAssignableTo(typeof(IEnumerable<KeyValuePair<string, string>>));

    internal static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) && !IsPairs(type);

    internal static string LabelOf(PropertyInfo property) =>
        property.GetCustomAttribute<DisplayAttribute>()?.GetName() ?? Words(property.Name);

    /// <summary>The value that holds where nothing is entered, as it stands in JSON; null where that is nothing.</summary>
    internal static JsonElement? DefaultOf(PropertyInfo property, object defaults)
    {
        var value = property.GetValue(defaults);
        var nothing = value is null or "" or false || (value is IEnumerable many and not string && !many.Cast<object>().Any());
        return nothing || (IsRequired(property) && property.PropertyType.IsValueType && value!.Equals(Activator.CreateInstance(property.PropertyType)))
            ? null
            : JsonSerializer.SerializeToElement(value, property.PropertyType, ConnectorSettings.Json);
    }

    private static SettingsField FieldOf(PropertyInfo property, int at, object defaults)
    {
        var display = property.GetCustomAttribute<DisplayAttribute>();
        var range = property.GetCustomAttribute<RangeAttribute>();
        var type = PlainType(property);
        var standard = ConnectorSettings.IsSecret(property) ? null : DefaultOf(property, defaults);
        return new SettingsField(
            ConnectorSettings.NameOf(property),
            LabelOf(property),
            display?.GetDescription(),
            KindOf(property, type),
            IsRequired(property),
            display?.GetOrder() ?? at,
            display?.GetPrompt(),
            standard is { } element ? element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText() : null,
            type.IsEnum ? [.. Enum.GetValues(type).Cast<Enum>().Select(v => new SettingsChoice(SnakeCase.Of(v), ChoiceLabel(type, v)))] : [],
            Number(range?.Minimum),
            Number(range?.Maximum),
            LongestOf(property),
            display?.GetGroupName() == Advanced,
            ConnectorSettings.IsSecret(property));
    }

    private static SettingsFieldKind KindOf(PropertyInfo property, Type type) => type switch
    {
        _ when ConnectorSettings.IsSecret(property) && type == typeof(string) => SettingsFieldKind.Secret,
        _ when type.IsEnum => SettingsFieldKind.Choice,
        _ when type == typeof(bool) => SettingsFieldKind.Bool,
        _ when IsNumber(type) => SettingsFieldKind.Number,
        _ when IsPairs(type) => SettingsFieldKind.Keyvalue,
        _ when IsList(type) => SettingsFieldKind.List,
        _ when property.IsDefined(typeof(UrlAttribute)) => SettingsFieldKind.Url,
        _ when property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.MultilineText => SettingsFieldKind.Multiline,
        _ => SettingsFieldKind.Text,
    };

    internal static int? LongestOf(PropertyInfo property) =>
        property.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? property.GetCustomAttribute<MaxLengthAttribute>()?.Length;

    internal static decimal? Number(object? bound) =>
        bound is null || !decimal.TryParse(Convert.ToString(bound, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? null : number;

    private static string ChoiceLabel(Type type, Enum value) =>
        type.GetField(value.ToString())?.GetCustomAttribute<DisplayAttribute>()?.GetName() ?? Words(value.ToString());

    private static string Words(string name)
    {
        var words = SnakeCase.Of(name).Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
