using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Web.Api.Connectors;

/// <summary>A kind of platform, as the API shows it.</summary>
/// <param name="OptionsSchema">JSON Schema of what a variant may choose for a channel of this kind; null: nothing.</param>
public sealed record ConnectorResource(
    string Id,
    string Name,
    string Description,
    IReadOnlyList<string> Prerequisites,
    Guarantee Guarantee,
    IReadOnlyList<string> Capabilities,
    ConnectorLimitsResource Limits,
    IReadOnlyList<string> Engagement,
    IReadOnlyList<string> Steps,
    JsonObject SettingsSchema,
    JsonObject? OptionsSchema)
{
    public static ConnectorResource Of(IConnector connector)
    {
        var descriptor = connector.Descriptor;
        return new ConnectorResource(
            descriptor.Id,
            descriptor.Name,
            descriptor.Description,
            descriptor.Prerequisites,
            descriptor.Guarantee,
            [.. Enum.GetValues<Capabilities>().Where(c => c != Core.Publishing.Contracts.Capabilities.None && descriptor.Capabilities.HasFlag(c)).Select(c => SnakeCase.Of(c))],
            ConnectorLimitsResource.Of(descriptor.Limits),
            descriptor.Engagement,
            descriptor.Steps,
            Core.Publishing.Contracts.Settings.SettingsSchema.For(connector.SettingsType),
            connector.OptionsType is { } options ? Core.Publishing.Contracts.Settings.SettingsSchema.For(options) : null);
    }
}

/// <summary>How much a platform takes; null: no limit of its own.</summary>
/// <param name="Body">In <paramref name="Unit"/>.</param>
public sealed record ConnectorLimitsResource(
    bool TitleRequired,
    int? TitleCharacters,
    bool BodyRequired,
    int? Body,
    BodyUnit Unit,
    int? Tags,
    int? TagCharacters,
    int? Images,
    long? ImageBytes,
    IReadOnlyList<string> ImageTypes)
{
    public static ConnectorLimitsResource Of(ConnectorLimits limits) => new(
        limits.TitleRequired,
        limits.TitleCharacters,
        limits.BodyRequired,
        limits.Body,
        limits.Unit,
        limits.Tags,
        limits.TagCharacters,
        limits.Images,
        limits.ImageBytes,
        limits.ImageTypes);
}
