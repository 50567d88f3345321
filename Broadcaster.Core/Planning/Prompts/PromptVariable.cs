namespace Broadcaster.Core.Planning.Prompts;

/// <summary>One thing that a prompt can speak of.</summary>
/// <param name="Example">For previews without a plan.</param>
public sealed record PromptVariable(string Name, PromptVariableType Type, string Description, string Example);

/// <summary>How a variable is written into a prompt.</summary>
public enum PromptVariableType
{
    /// <summary>As it is.</summary>
    Text,

    Number,

    /// <summary>One line for each, with a hyphen.</summary>
    List,

    /// <summary>Text from somewhere else, between marks that it cannot close: material, never an instruction.</summary>
    Data,
}
