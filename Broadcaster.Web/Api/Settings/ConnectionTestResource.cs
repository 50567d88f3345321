using System.ComponentModel;
using Broadcaster.Core.Ai;
using Broadcaster.Core.Costs;

namespace Broadcaster.Web.Api.Settings;

/// <summary>What is to be tried.</summary>
public sealed record ConnectionTestBody
{
    [Description("ai.")]
    public string? Target { get; init; }

    [Description("openai or anthropic; left out: the one that the settings choose.")]
    public string? Provider { get; init; }
}

/// <summary>What a test found.</summary>
/// <param name="Models">What the server offers; empty where it does not say.</param>
public sealed record ConnectionTestResource(
    string Target, bool Ok, string? Account, string? Model, IReadOnlyList<string> Models, ModelPrice? Price, int LatencyMs, string? Problem)
{
    public static ConnectionTestResource Of(string target, ModelTest test) =>
        new(target, test.Ok, test.Account, test.Model, test.Models, test.Price, test.LatencyMs, test.Problem);
}
