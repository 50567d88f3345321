using System.ComponentModel;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Publishing.Channels;

namespace Broadcaster.Web.Api.Settings;

/// <summary>What is to be tried.</summary>
public sealed record ConnectionTestBody
{
    [Description("ai, or smtp: the mail server of an email channel.")]
    public string? Target { get; init; }

    [Description("openai or anthropic; left out: the one that the settings choose.")]
    public string? Provider { get; init; }

    [Description("For smtp: the email channel to try, or the one whose secrets stand in for those that settings leave out.")]
    public Guid? ChannelId { get; init; }

    [Description("For smtp: the settings of an email channel that is not saved yet.")]
    public JsonObject? Settings { get; init; }
}

/// <summary>What a test found.</summary>
/// <param name="Models">What the server offers; empty where it does not say.</param>
public sealed record ConnectionTestResource(
    string Target, bool Ok, string? Account, string? Model, IReadOnlyList<string> Models, ModelPrice? Price, int LatencyMs, string? Problem)
{
    public static ConnectionTestResource Of(string target, ModelTest test) =>
        new(target, test.Ok, test.Account, test.Model, test.Models, test.Price, test.LatencyMs, test.Problem);

    public static ConnectionTestResource Of(string target, ChannelTest test) =>
        new(target, test.Ok, test.Account, null, [], null, test.LatencyMs, test.Problem);
}
