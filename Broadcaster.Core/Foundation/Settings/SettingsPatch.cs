using System.Text.Json;
using static Broadcaster.Core.Foundation.Settings.SettingsValues;

namespace Broadcaster.Core.Foundation.Settings;

/// <summary>The one table of what can be set: topic, field, and how a value is read. What is not in it is refused by name.</summary>
internal static class SettingsPatch
{
    private static readonly Dictionary<string, Dictionary<string, Func<SettingsDraft, JsonElement, SettingsDraft>>> Topics = new()
    {
        ["workspace"] = new()
        {
            ["name"] = (s, v) => s with { Name = Text(v, 200) ?? throw new Refused("Enter a name.") },
            ["timeZone"] = (s, v) => s with { TimeZone = Zone(v) },
        },
        ["approvals"] = new()
        {
            ["mode"] = (s, v) => Approvals(s, a => a with { Mode = Choice<ApprovalMode>(v) }),
            ["allowSelfApproval"] = (s, v) => Approvals(s, a => a with { AllowSelfApproval = Flag(v) }),
        },
        ["publishing"] = new()
        {
            ["maxRetries"] = (s, v) => Publishing(s, p => p with { MaxRetries = Number(v, 0, 10) }),
            ["backoffSeconds"] = (s, v) => Publishing(s, p => p with { BackoffSeconds = Backoff(v) }),
            ["defaultMisfire"] = (s, v) => Publishing(s, p => p with { DefaultMisfire = Choice<MisfirePolicy>(v) }),
            ["timeZone"] = (s, v) => s with { TimeZone = Zone(v) },
        },
        ["site"] = new()
        {
            ["title"] = (s, v) => Site(s, x => x with { Title = Text(v, 200) }),
            ["description"] = (s, v) => Site(s, x => x with { Description = Text(v, LongestText) }),
            ["publicUrl"] = (s, v) => Site(s, x => x with { PublicUrl = Address(v) }),
        },
        ["retention"] = new()
        {
            ["ledgerDays"] = (s, v) => s with { Settings = s.Settings with { Retention = s.Settings.Retention with { LedgerDays = Number(v, 1, 3650) } } },
        },
        ["ai"] = AiPatch.Fields,
        ["costs"] = CostPatch.Fields,
        ["research"] = ResearchPatch.Fields,
    };

    /// <summary>The draft with every part of the patch that is right; what is wrong is added to the errors under its path.</summary>
    public static SettingsDraft Apply(SettingsDraft draft, JsonElement patch, Dictionary<string, string[]> errors)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            errors[""] = [$"Send an object with the topics to change: {string.Join(", ", Topics.Keys)}."];
            return draft;
        }

        foreach (var topic in patch.EnumerateObject())
        {
            if (!Topics.TryGetValue(topic.Name, out var fields))
            {
                errors[topic.Name] = [$"There is no topic '{topic.Name}'. There are: {string.Join(", ", Topics.Keys)}."];
            }
            else if (topic.Value.ValueKind != JsonValueKind.Object)
            {
                errors[topic.Name] = [$"Send an object with the fields to change: {string.Join(", ", fields.Keys)}."];
            }
            else
            {
                draft = ApplyTopic(draft, topic.Name, fields, topic.Value, errors);
            }
        }

        return draft;
    }

    private static SettingsDraft ApplyTopic(
        SettingsDraft draft, string topic, Dictionary<string, Func<SettingsDraft, JsonElement, SettingsDraft>> fields, JsonElement values, Dictionary<string, string[]> errors)
    {
        foreach (var field in values.EnumerateObject())
        {
            var path = $"{topic}.{field.Name}";
            if (!fields.TryGetValue(field.Name, out var set))
            {
                errors[path] = [$"There is no field '{field.Name}' in {topic}. There are: {string.Join(", ", fields.Keys)}."];
                continue;
            }

            try
            {
                draft = set(draft, field.Value);
            }
            catch (Refused refused)
            {
                errors[refused.Within is null ? path : $"{path}.{refused.Within}"] = [refused.Message];
            }
        }

        return draft;
    }

    private static SettingsDraft Approvals(SettingsDraft s, Func<ApprovalSettings, ApprovalSettings> change) =>
        s with { Settings = s.Settings with { Approvals = change(s.Settings.Approvals) } };

    private static SettingsDraft Publishing(SettingsDraft s, Func<PublishingSettings, PublishingSettings> change) =>
        s with { Settings = s.Settings with { Publishing = change(s.Settings.Publishing) } };

    private static SettingsDraft Site(SettingsDraft s, Func<SiteSettings, SiteSettings> change) =>
        s with { Settings = s.Settings with { Site = change(s.Settings.Site) } };

    private static IReadOnlyList<int> Backoff(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is >= 1 and <= 10
            ? [.. value.EnumerateArray().Select(v => Number(v, 1, 3600))]
            : throw new Refused("Use a list of 1 to 10 numbers of seconds, each from 1 to 3600, e.g. [60, 120, 240, 480].");
}
