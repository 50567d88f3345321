namespace Broadcaster.Core.Foundation.Ai;

/// <summary>The protocols that models are spoken to in.</summary>
public enum AiProvider
{
    /// <summary>Chat completions: OpenAI, Azure, Ollama, vLLM, LM Studio and whatever else speaks it.</summary>
    Openai,

    /// <summary>The Messages API: Claude.</summary>
    Anthropic,
}
