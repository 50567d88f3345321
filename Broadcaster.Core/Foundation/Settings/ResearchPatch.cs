using System.Text.Json;
using static Broadcaster.Core.Foundation.Settings.SettingsValues;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>The fields of the topic research.</summary>
internal static class ResearchPatch
{
    public static readonly Dictionary<string, Func<SettingsDraft, JsonElement, SettingsDraft>> Fields = new()
    {
        ["firecrawlUrl"] = (s, v) => With(s, r => r with { FirecrawlUrl = Address(v) }),
        ["firecrawlApiKey"] = (s, v) => s.WithSecret(ResearchSettings.FirecrawlKey, Secret(v)),
        ["maxSources"] = (s, v) => With(s, r => r with { MaxSources = Number(v, 1, 30) }),
    };

    private static SettingsDraft With(SettingsDraft s, Func<ResearchSettings, ResearchSettings> change) =>
        s with { Settings = s.Settings with { Research = change(s.Settings.Research) } };
}
