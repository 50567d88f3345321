using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;

namespace Broadcaster.Web.Components.Pages.Settings;

/// <summary>What stands in the tabs Models and Voice.</summary>
public sealed class ModelsForm(AiTopic ai)
{
    public static readonly (AiTask Task, string Name, string Text)[] TaskNames =
    [
        (AiTask.Title, "Titles", "several to choose from"),
        (AiTask.Outline, "Outline", "the headings"),
        (AiTask.Generate, "Draft", "the text with summary, slug and tags"),
        (AiTask.Refine, "Refinement", "each round towards the score"),
        (AiTask.Variants, "Variants", "one for each channel"),
    ];

    public bool Ready { get; } = ai.Ready;

    public AiProvider? Provider { get; set; } = ai.Provider;

    public string? Model { get; set; } = ai.Model;

    public Dictionary<AiProvider, EndpointForm> Endpoints { get; } = new()
    {
        [AiProvider.Openai] = new(ai.Openai),
        [AiProvider.Anthropic] = new(ai.Anthropic),
    };

    public Dictionary<AiTask, TaskForm> Tasks { get; } = TaskNames.ToDictionary(t => t.Task, t => new TaskForm(ai.Tasks.Of(t.Task)));

    public string? TargetSeoScore { get; set; } = FormValues.Text(ai.TargetSeoScore);

    public string? MaxRefinements { get; set; } = FormValues.Text(ai.MaxRefinements);

    public string? Tone { get; set; } = ai.Voice.Tone;

    public string? Audience { get; set; } = ai.Voice.Audience;

    public string? Language { get; set; } = ai.Voice.Language;

    public string? Brand { get; set; } = ai.Voice.Brand;

    public JsonObject ModelsPatch() => new()
    {
        ["provider"] = Provider is { } provider ? SnakeCase.Of(provider) : null,
        ["model"] = FormValues.Node(Model),
        ["openai"] = Endpoints[AiProvider.Openai].Patch(),
        ["anthropic"] = Endpoints[AiProvider.Anthropic].Patch(),
        ["tasks"] = new JsonObject(Tasks.Select(t => KeyValuePair.Create<string, JsonNode?>(SnakeCase.Of(t.Key), t.Value.Patch()))),
        ["targetSeoScore"] = FormValues.Number(TargetSeoScore),
        ["maxRefinements"] = FormValues.Number(MaxRefinements),
    };

    public JsonObject VoicePatch() => new()
    {
        ["voice"] = new JsonObject
        {
            ["tone"] = FormValues.Node(Tone),
            ["audience"] = FormValues.Node(Audience),
            ["language"] = FormValues.Node(Language),
            ["brand"] = FormValues.Node(Brand),
        },
    };

    /// <summary>Where a provider is reached, and its key: typed anew or left as it is.</summary>
    public sealed class EndpointForm(EndpointTopic endpoint)
    {
        public bool KeySet { get; } = endpoint.SecretsSet.Count > 0;

        public string? BaseUrl { get; set; } = endpoint.BaseUrl;

        public string? ApiKey { get; set; }

        public bool ForgetKey { get; set; }

        public JsonObject Patch()
        {
            var patch = new JsonObject { ["baseUrl"] = FormValues.Node(BaseUrl) };
            if (ForgetKey || !string.IsNullOrWhiteSpace(ApiKey))
            {
                patch["apiKey"] = ForgetKey ? null : ApiKey!.Trim();
            }

            return patch;
        }
    }

    /// <summary>How one task is asked; what is empty is the default.</summary>
    public sealed class TaskForm(AiTaskSettings task)
    {
        public string? Model { get; set; } = task.Model;

        public string? Temperature { get; set; } = FormValues.Text(task.Temperature);

        public string? MaxTokens { get; set; } = FormValues.Text(task.MaxTokens);

        public string? TimeoutSeconds { get; set; } = FormValues.Text(task.TimeoutSeconds);

        public JsonObject Patch() => new()
        {
            ["model"] = FormValues.Node(Model),
            ["temperature"] = FormValues.Number(Temperature),
            ["maxTokens"] = FormValues.Number(MaxTokens),
            ["timeoutSeconds"] = FormValues.Number(TimeoutSeconds),
        };
    }
}
