using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Channels;

public sealed partial class ChannelForm(CreateChannel createChannel, UpdateChannel updateChannel, TestChannel testChannel, ChannelQueries queries)
{
    private IReadOnlyList<SettingsField> fields = [];
    private Dictionary<string, FieldValue> values = [];
    private IReadOnlyDictionary<string, string[]> errors = new Dictionary<string, string[]>();
    private ChannelTest? answer;
    private string? name;
    private string? problem;
    private string? busy;
    private int? ratePerMinute;
    private int? maxConcurrency;
    private int? maxRetries;
    private bool advancedOpen, stale;

    [CascadingParameter]
    public required CurrentWorkspace Workspace { get; set; }

    [Parameter, EditorRequired]
    public required IConnector Connector { get; set; }

    /// <summary>Null: a new one.</summary>
    [Parameter]
    public ChannelView? Channel { get; set; }

    [Parameter]
    public EventCallback<Guid> OnSaved { get; set; }

    /// <summary>The form is to be opened anew with what is saved.</summary>
    [Parameter]
    public EventCallback OnReload { get; set; }

    protected override void OnInitialized()
    {
        fields = SettingsForm.For(Connector.SettingsType);
        var saved = Channel is null ? null : JsonNode.Parse(Channel.Settings) as JsonObject;
        values = fields.ToDictionary(f => f.Name, f => new FieldValue(FieldText.Of(f, saved?[f.Name])));
        name = Channel?.Name ?? Connector.Descriptor.Name;
        ratePerMinute = Channel?.RatePerMinute;
        maxConcurrency = Channel?.MaxConcurrency;
        maxRetries = Channel?.MaxRetries;
    }

    private ChannelInput Input()
    {
        var settings = new JsonObject();
        foreach (var field in fields)
        {
            var value = values[field.Name];
            if (field.Secret)
            {
                // Left empty it stays as it is; null takes it away.
                if (value.Clear)
                {
                    settings[field.Name] = null;
                }
                else if (!string.IsNullOrEmpty(value.Text))
                {
                    settings[field.Name] = FieldText.ToJson(field, value.Text);
                }
            }
            else if (FieldText.ToJson(field, value.Text) is { } json)
            {
                settings[field.Name] = json;
            }
        }

        return new ChannelInput
        {
            Connector = Connector.Descriptor.Id,
            Name = name,
            Settings = settings,
            RatePerMinute = ratePerMinute,
            MaxConcurrency = maxConcurrency,
            MaxRetries = maxRetries,
        };
    }

    private async Task SaveAsync()
    {
        busy = "save";
        var saved = Channel is null
            ? await createChannel.ExecuteAsync(Workspace.Caller, Input(), CancellationToken.None)
            : await UpdateAsync(Channel);
        busy = null;
        Show(saved.Error);
        if (saved.Ok)
        {
            await OnSaved.InvokeAsync(saved.Value.Id);
        }
    }

    // A test, a pause and each delivery change the channel too, but nothing that this form shows: only another edit is in the way.
    private async Task<Result<Channel>> UpdateAsync(ChannelView opened)
    {
        for (var version = opened.Version; ;)
        {
            var saved = await updateChannel.ExecuteAsync(Workspace.Caller, opened.Id, Input(), version, CancellationToken.None);
            if (saved.Error is not StaleVersion
                || await queries.GetAsync(Workspace.Caller, opened.Id, CancellationToken.None) is not { } now
                || now.Version == version || !SaysTheSame(opened, now))
            {
                return saved;
            }

            version = now.Version;
        }
    }

    // A secret that somebody else replaced is not among it: this form leaves a secret alone that nobody typed.
    private static bool SaysTheSame(ChannelView one, ChannelView other) =>
        (one.Name, one.Settings, one.RatePerMinute, one.MaxConcurrency, one.MaxRetries) == (other.Name, other.Settings, other.RatePerMinute, other.MaxConcurrency, other.MaxRetries)
        && one.SecretsSet.SequenceEqual(other.SecretsSet, StringComparer.Ordinal);

    private async Task TestAsync()
    {
        busy = "test";
        answer = null;
        var tested = await testChannel.ExecuteAsync(Workspace.Caller, Connector.Descriptor.Id, Input().Settings, Channel?.Id, CancellationToken.None);
        busy = null;
        Show(tested.Error);
        answer = tested.Ok ? tested.Value : tested.Error.Fields.Count > 0 ? null : new ChannelTest(false, null, 0, tested.Error.Message);
        problem = tested.Ok ? null : problem;
    }

    private void Show(Error? error)
    {
        stale = error is StaleVersion;
        errors = error?.Fields ?? new Dictionary<string, string[]>();

        // What belongs to a field stands at the field; the rest on top.
        problem = error is null ? null : errors.Count == 0 ? error.Message : errors.TryGetValue("settings", out var whole) ? whole[0] : null;
        advancedOpen |= fields.Any(f => f.Advanced && errors.ContainsKey($"settings.{f.Name}")) || errors.Keys.Any(k => k is "ratePerMinute" or "maxConcurrency" or "maxRetries");
    }

    private bool IsSet(SettingsField field) => Channel?.SecretsSet.Contains(field.Name) == true;

    private string? ErrorOf(string key) => errors.TryGetValue(key, out var messages) ? string.Join(' ', messages) : null;

    private string? Invalid(string key) => errors.ContainsKey(key) ? "true" : null;
}
