namespace Broadcaster.Core.Publishing.Contracts.Settings;

/// <summary>One field of a connector's settings form.</summary>
/// <param name="Name">camelCase, as in the settings object.</param>
/// <param name="Help">A sentence under the field.</param>
/// <param name="Default">What holds where nothing is entered, as text; null: nothing.</param>
/// <param name="Choices">For <see cref="SettingsFieldKind.Choice"/>: value and label.</param>
/// <param name="Secret">Never shown again once saved; true for every <see cref="SettingsFieldKind.Secret"/>, and for lists and pairs that hold keys.</param>
/// <param name="Advanced">Rarely needed: the form may fold it away.</param>
public sealed record SettingsField(
    string Name,
    string Label,
    string? Help,
    SettingsFieldKind Kind,
    bool Required,
    int Order,
    string? Placeholder,
    string? Default,
    IReadOnlyList<SettingsChoice> Choices,
    decimal? Minimum,
    decimal? Maximum,
    int? MaxLength,
    bool Advanced,
    bool Secret = false);

/// <summary>One value of a choice.</summary>
public sealed record SettingsChoice(string Value, string Label);

/// <summary>How a field is entered.</summary>
public enum SettingsFieldKind
{
    Text,
    Url,
    Secret,
    Number,
    Bool,
    Choice,

    /// <summary>Several texts, one a line.</summary>
    List,

    /// <summary>Pairs of names and values.</summary>
    Keyvalue,

    /// <summary>A long text.</summary>
    Multiline,
}
