namespace Broadcaster.Core.Foundation.Ai;

/// <summary>Which models a workspace uses, for what, and in whose voice. Keys are kept apart, encrypted.</summary>
public sealed record AiSettings
{
    /// <summary>Null: no model. Planning then works without one.</summary>
    public AiProvider? Provider { get; init; }

    /// <summary>The model of every task that names no other.</summary>
    public string? Model { get; init; }

    public AiEndpoint Openai { get; init; } = new();

    public AiEndpoint Anthropic { get; init; } = new();

    public AiTasks Tasks { get; init; } = new();

    public AiVoice Voice { get; init; } = new();

    /// <summary>What a refinement aims at where a plan says nothing, 1 to 100.</summary>
    public int TargetSeoScore { get; init; } = 80;

    /// <summary>Rounds of refinement where a plan says nothing, 0 to 10.</summary>
    public int MaxRefinements { get; init; } = 3;

    public AiEndpoint EndpointOf(AiProvider provider) => provider switch
    {
        AiProvider.Openai => Openai,
        AiProvider.Anthropic => Anthropic,
    };
}

/// <summary>Where a provider is reached.</summary>
public sealed record AiEndpoint
{
    /// <summary>Null: the provider's own. Without a path, <c>/v1</c> is meant.</summary>
    public string? BaseUrl { get; init; }
}

/// <summary>The settings of each task.</summary>
public sealed record AiTasks
{
    public AiTaskSettings Title { get; init; } = new();

    public AiTaskSettings Outline { get; init; } = new();

    public AiTaskSettings Generate { get; init; } = new();

    public AiTaskSettings Refine { get; init; } = new();

    public AiTaskSettings Variants { get; init; } = new();

    public AiTaskSettings Of(AiTask task) => task switch
    {
        AiTask.Title => Title,
        AiTask.Outline => Outline,
        AiTask.Generate => Generate,
        AiTask.Refine => Refine,
        AiTask.Variants => Variants,
        AiTask.Research => new AiTaskSettings(),
        AiTask.Test => new AiTaskSettings { MaxTokens = 16, TimeoutSeconds = 30 },
    };
}

/// <summary>How one task is asked; null: the default.</summary>
public sealed record AiTaskSettings
{
    public AiProvider? Provider { get; init; }

    public string? Model { get; init; }

    /// <summary>0 to 2. Null: not sent; some models refuse it.</summary>
    public double? Temperature { get; init; }

    /// <summary>Tokens of the answer at most: what a call can cost is known before it is made.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>How long the whole answer may take.</summary>
    public int? TimeoutSeconds { get; init; }
}

/// <summary>In whose voice the texts are; a plan may say otherwise.</summary>
public sealed record AiVoice
{
    public string? Tone { get; init; }

    public string? Audience { get; init; }

    /// <summary>BCP 47, e.g. en or de-AT. Null: the language of the topic.</summary>
    public string? Language { get; init; }

    /// <summary>What every text keeps to: words to use and to avoid, the attitude, an example.</summary>
    public string? Brand { get; init; }
}
