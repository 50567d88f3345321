using System.Text.Json;
using Broadcaster.Core.Foundation.Ai;
using static Broadcaster.Core.Foundation.Settings.SettingsValues;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>The fields of the topic ai.</summary>
internal static class AiPatch
{
    private const int LongestVoice = 4_000;

    private static readonly Dictionary<string, Func<AiTaskSettings, JsonElement, AiTaskSettings>> TaskFields = new()
    {
        ["provider"] = (t, v) => t with { Provider = Provider(v) },
        ["model"] = (t, v) => t with { Model = Text(v, 200) },
        ["temperature"] = (t, v) => t with { Temperature = Temperature(v) },
        ["maxTokens"] = (t, v) => t with { MaxTokens = v.ValueKind == JsonValueKind.Null ? null : Number(v, 64, 200_000) },
        ["timeoutSeconds"] = (t, v) => t with { TimeoutSeconds = v.ValueKind == JsonValueKind.Null ? null : Number(v, 1, 1_800) },
    };

    private static readonly Dictionary<string, Func<AiTasks, JsonElement, AiTasks>> TaskNames = new()
    {
        ["title"] = (t, v) => t with { Title = Each(t.Title, v, TaskFields) },
        ["outline"] = (t, v) => t with { Outline = Each(t.Outline, v, TaskFields) },
        ["generate"] = (t, v) => t with { Generate = Each(t.Generate, v, TaskFields) },
        ["refine"] = (t, v) => t with { Refine = Each(t.Refine, v, TaskFields) },
        ["variants"] = (t, v) => t with { Variants = Each(t.Variants, v, TaskFields) },
    };

    private static readonly Dictionary<string, Func<AiVoice, JsonElement, AiVoice>> VoiceFields = new()
    {
        ["tone"] = (x, v) => x with { Tone = Text(v, LongestText) },
        ["audience"] = (x, v) => x with { Audience = Text(v, LongestText) },
        ["language"] = (x, v) => x with { Language = Language(v) },
        ["brand"] = (x, v) => x with { Brand = Text(v, LongestVoice) },
    };

    public static readonly Dictionary<string, Func<SettingsDraft, JsonElement, SettingsDraft>> Fields = new()
    {
        ["provider"] = (s, v) => With(s, a => a with { Provider = Provider(v) }),
        ["model"] = (s, v) => With(s, a => a with { Model = Text(v, 200) }),

        // Short for the same field of the chosen provider; of the OpenAI-compatible one where none is chosen.
        ["baseUrl"] = (s, v) => Chosen(s, "baseUrl", v),
        ["apiKey"] = (s, v) => Chosen(s, "apiKey", v),
        ["openai"] = (s, v) => Endpoint(s, v, AiProvider.Openai, (a, e) => a with { Openai = e }),
        ["anthropic"] = (s, v) => Endpoint(s, v, AiProvider.Anthropic, (a, e) => a with { Anthropic = e }),
        ["tasks"] = (s, v) => With(s, a => a with { Tasks = Each(a.Tasks, v, TaskNames) }),
        ["voice"] = (s, v) => With(s, a => a with { Voice = Each(a.Voice, v, VoiceFields) }),
        ["targetSeoScore"] = (s, v) => With(s, a => a with { TargetSeoScore = Number(v, 1, 100) }),
        ["maxRefinements"] = (s, v) => With(s, a => a with { MaxRefinements = Number(v, 0, 10) }),
    };

    private static SettingsDraft With(SettingsDraft s, Func<AiSettings, AiSettings> change) =>
        s with { Settings = s.Settings with { Ai = change(s.Settings.Ai) } };

    private static SettingsDraft Endpoint(SettingsDraft s, JsonElement value, AiProvider provider, Func<AiSettings, AiEndpoint, AiSettings> set) => Each(s, value, new Dictionary<string, Func<SettingsDraft, JsonElement, SettingsDraft>>
    {
        ["baseUrl"] = (d, v) => With(d, a => set(a, a.EndpointOf(provider) with { BaseUrl = Address(v) })),
        ["apiKey"] = (d, v) => d.WithSecret(ModelChoice.SecretOf(provider), Secret(v)),
    });

    private static SettingsDraft Chosen(SettingsDraft s, string field, JsonElement value)
    {
        var provider = s.Settings.Ai.Provider ?? AiProvider.Openai;
        var fields = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { [field] = value });
        return Endpoint(With(s, a => a with { Provider = provider }), fields, provider, (a, e) => provider == AiProvider.Openai ? a with { Openai = e } : a with { Anthropic = e });
    }

    private static AiProvider? Provider(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : Choice<AiProvider>(value);

    private static double? Temperature(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetDouble(out var t) && t is >= 0 and <= 2 => t,
        _ => throw new Refused("Use a number from 0 to 2, or null to leave it to the model."),
    };

    private static string? Language(JsonElement value)
    {
        var text = Text(value, 35);
        return text is null || text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : throw new Refused("A language is a tag such as en, de or pt-BR.");
    }
}
