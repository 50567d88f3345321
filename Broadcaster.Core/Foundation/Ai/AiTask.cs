namespace Broadcaster.Core.Foundation.Ai;

/// <summary>What is paid for: what a model is asked for, mostly; each can have a model and limits of its own.</summary>
public enum AiTask
{
    Title,
    Outline,
    Generate,
    Refine,
    Variants,

    /// <summary>Not a model's: pages that Firecrawl read.</summary>
    Research,

    /// <summary>Trying the settings out. Has no settings of its own.</summary>
    Test,
}
