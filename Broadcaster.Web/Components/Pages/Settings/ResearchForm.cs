using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Settings;

namespace Broadcaster.Web.Components.Pages.Settings;

/// <summary>What stands in the tab Research.</summary>
public sealed class ResearchForm(ResearchTopic research)
{
    public bool KeySet { get; } = research.SecretsSet.Count > 0;

    public string? FirecrawlUrl { get; set; } = research.FirecrawlUrl;

    public string? FirecrawlApiKey { get; set; }

    public bool ForgetKey { get; set; }

    public string? MaxSources { get; set; } = FormValues.Text(research.MaxSources);

    public JsonObject Patch()
    {
        var patch = new JsonObject { ["firecrawlUrl"] = FormValues.Node(FirecrawlUrl), ["maxSources"] = FormValues.Number(MaxSources) };
        if (ForgetKey || !string.IsNullOrWhiteSpace(FirecrawlApiKey))
        {
            patch["firecrawlApiKey"] = ForgetKey ? null : FirecrawlApiKey!.Trim();
        }

        return patch;
    }
}
