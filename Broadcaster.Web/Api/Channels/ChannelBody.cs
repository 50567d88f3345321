using System.ComponentModel;
using System.Text.Json.Nodes;
using Broadcaster.Core.Publishing.Channels;

namespace Broadcaster.Web.Api.Channels;

/// <summary>What a client sends to add or change a channel.</summary>
public sealed record ChannelBody
{
    [Description("The id of a connector, see GET /connectors. Cannot be changed later.")]
    public string? Connector { get; init; }

    [Description("Unique within the workspace.")]
    public string? Name { get; init; }

    [Description("As the connector's settingsSchema says. In a PUT a secret that is left out stays as it is, null clears it.")]
    public JsonObject? Settings { get; init; }

    public bool? Paused { get; init; }

    [Description("Sends at once, 1 to 64; left out: the connector's default.")]
    public int? MaxConcurrency { get; init; }

    [Description("Sends a minute; left out: the connector's default.")]
    public int? RatePerMinute { get; init; }

    [Description("Retries after the first attempt, 0 to 10; left out: the workspace's setting.")]
    public int? MaxRetries { get; init; }

    public ChannelInput ToInput() => new()
    {
        Connector = Connector,
        Name = Name,
        Settings = Settings,
        Paused = Paused,
        MaxConcurrency = MaxConcurrency,
        RatePerMinute = RatePerMinute,
        MaxRetries = MaxRetries,
    };
}

/// <summary>Settings to try before they are saved.</summary>
public sealed record ChannelTestBody
{
    public string? Connector { get; init; }

    public JsonObject? Settings { get; init; }

    [Description("An existing channel whose saved secrets stand in for those left out.")]
    public Guid? ChannelId { get; init; }
}
