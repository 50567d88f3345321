using System.ComponentModel;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Web.Api.Common;

namespace Broadcaster.Web.Api.Prompts;

/// <summary>A prompt, as the API shows it.</summary>
/// <param name="Version">0: the built-in text.</param>
public sealed record PromptResource(
    string Name, string Label, string Description, IReadOnlyList<PromptVariable> Variables, string Text, int Version, string BuiltInText, IReadOnlyList<PromptVersionView> Versions) : IVersionedResource
{
    public static PromptResource Of(PromptView prompt) =>
        new(prompt.Name, prompt.Label, prompt.Description, prompt.Variables, prompt.Text, prompt.Version, prompt.BuiltInText, prompt.Versions);
}

/// <summary>All prompts.</summary>
public sealed record PromptListResource(IReadOnlyList<PromptResource> Items);

/// <summary>A new text.</summary>
public sealed record PromptBody
{
    [Description("With {{variables}}; {{#name}} … {{/name}} is left out where the variable is empty; \\{{ stands for itself.")]
    public string? Text { get; init; }

    [Description("What was changed.")]
    public string? Note { get; init; }
}

/// <summary>What is to be shown.</summary>
public sealed record PreviewBody
{
    [Description("Left out: the text that holds.")]
    public string? Text { get; init; }

    [Description("Whose data to fill in; left out: examples.")]
    public Guid? PlanId { get; init; }
}

/// <summary>The prompt as a model would get it.</summary>
public sealed record PreviewResource(string Text);
