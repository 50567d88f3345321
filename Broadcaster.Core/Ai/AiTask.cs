namespace Broadcaster.Core.Ai;

/// <summary>What a model is asked for; each can have a model and limits of its own.</summary>
public enum AiTask
{
    Title,
    Outline,
    Generate,
    Refine,
    Variants,

    /// <summary>Trying the settings out. Has no settings of its own.</summary>
    Test,
}
