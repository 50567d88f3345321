using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;

namespace Broadcaster.Web.Components.Pages.Settings;

/// <summary>What stands in the form, and what of it is sent for a topic.</summary>
internal sealed class SettingsForm(SettingsView view)
{
    public string Name { get; set; } = view.Workspace.Name;

    public string TimeZone { get; set; } = view.Workspace.TimeZone;

    public ApprovalMode Mode { get; set; } = view.Approvals.Mode;

    public bool AllowSelfApproval { get; set; } = view.Approvals.AllowSelfApproval;

    public int? MaxRetries { get; set; } = view.Publishing.MaxRetries;

    public string Backoff { get; set; } = string.Join(", ", view.Publishing.BackoffSeconds.Select(s => s.ToString(CultureInfo.InvariantCulture)));

    public MisfirePolicy Misfire { get; set; } = view.Publishing.DefaultMisfire;

    public string? SiteTitle { get; set; } = view.Site.Title;

    public string? SiteDescription { get; set; } = view.Site.Description;

    public string? PublicUrl { get; set; } = view.Site.PublicUrl;

    public int? LedgerDays { get; set; } = view.Retention.LedgerDays;

    public ModelsForm Models { get; } = new(view.Ai);

    public CostsForm Costs { get; } = new(view.Costs);

    public ResearchForm Research { get; } = new(view.Research);

    /// <summary>The patch of one topic, as the API takes it.</summary>
    public JsonElement PatchOf(string topic)
    {
        JsonObject fields = topic switch
        {
            "approvals" => new() { ["mode"] = SnakeCase.Of(Mode), ["allowSelfApproval"] = AllowSelfApproval },
            "publishing" => new() { ["maxRetries"] = MaxRetries, ["backoffSeconds"] = BackoffList(), ["defaultMisfire"] = SnakeCase.Of(Misfire) },
            "site" => new() { ["title"] = SiteTitle, ["description"] = SiteDescription, ["publicUrl"] = PublicUrl },
            "retention" => new() { ["ledgerDays"] = LedgerDays },
            "models" => Models.ModelsPatch(),
            "voice" => Models.VoicePatch(),
            "costs" => Costs.Patch(),
            "research" => Research.Patch(),
            _ => new() { ["name"] = Name, ["timeZone"] = TimeZone },
        };
        return JsonSerializer.SerializeToElement(new JsonObject { [RootOf(topic)] = fields });
    }

    /// <summary>The API's topic that a tab belongs to.</summary>
    public static string RootOf(string topic) => topic is "models" or "voice" ? "ai" : topic;

    // What is no number goes as it was typed, so that it is refused under its field.
    private JsonArray BackoffList() =>
        [.. Backoff.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? JsonValue.Create(seconds) : (JsonNode)JsonValue.Create(part)!)];
}
