using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>Which model answers a task, where, and within which limits: the settings, read for one call.</summary>
/// <param name="Key">Empty for a server that wants none. Never logged: <see cref="ToString"/> leaves it out.</param>
public sealed record ModelChoice(AiProvider Provider, Uri Address, string Key, string Model, double? Temperature, int MaxTokens, TimeSpan Timeout)
{
    private static readonly Uri OpenAi = new("https://api.openai.com/v1");
    private static readonly Uri Anthropic = new("https://api.anthropic.com");

    /// <summary>Whether the server stands where nobody sends a bill from.</summary>
    public bool IsOwnServer => Address.IsLoopback || (System.Net.IPAddress.TryParse(Address.Host.Trim('[', ']'), out var ip) && Common.Network.AddressKinds.Of(ip) is not null);

    /// <summary>Whether the address is the provider's own, which knows the newest fields only.</summary>
    public bool IsProvidersOwn => Address.Host.EndsWith(".openai.com", StringComparison.OrdinalIgnoreCase) || Address.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>The model for a task, or what is missing.</summary>
    /// <param name="model">The plan's own; null: the task's, else the workspace's.</param>
    public static Result<ModelChoice> Of(Workspace workspace, WorkspaceSecrets secrets, AiTask task, string? model = null, AiProvider? provider = null)
    {
        var ai = workspace.Settings.Ai;
        var wanted = ai.Tasks.Of(task);
        if ((provider ?? wanted.Provider ?? ai.Provider) is not { } chosen)
        {
            return new ModelRefused(ModelFault.NotConfigured, "No model is set up.", "Choose a provider under Settings, Models, and enter its key and a model.");
        }

        var opened = secrets.Read(workspace);
        if (!opened.Ok)
        {
            return opened.Error;
        }

        var key = opened.Value.GetValueOrDefault(SecretOf(chosen), "");
        var typed = ai.EndpointOf(chosen).BaseUrl;
        if (key.Length == 0 && (typed is null || chosen == AiProvider.Anthropic))
        {
            return new ModelRefused(ModelFault.NotConfigured, $"There is no key for {NameOf(chosen)}.", "Enter it under Settings, Models.");
        }

        var named = First(model, wanted.Model, ai.Model);
        return named is null && task != AiTask.Test
            ? new ModelRefused(ModelFault.NotConfigured, "No model is chosen.", "Name a model under Settings, Models, for example one that the connection test lists.")
            : new ModelChoice(chosen, AddressOf(chosen, typed), key, named ?? "", wanted.Temperature, wanted.MaxTokens ?? TokensOf(task), TimeSpan.FromSeconds(wanted.TimeoutSeconds ?? SecondsOf(task)));
    }

    /// <summary>Whether a model is set up at all: the rest works without one.</summary>
    public static bool IsSetUp(Workspace workspace, WorkspaceSecrets secrets) => Of(workspace, secrets, AiTask.Generate).Ok;

    public static string SecretOf(AiProvider provider) => $"{SnakeCase.Of(provider)}.apiKey";

    public static string NameOf(AiProvider provider) => provider switch
    {
        AiProvider.Openai => "the OpenAI-compatible provider",
        AiProvider.Anthropic => "Anthropic",
    };

    public override string ToString() => $"{Model} at {Address.Host}";

    // People paste addresses with and without /v1; the two protocols' packages want it differently.
    private static Uri AddressOf(AiProvider provider, string? typed)
    {
        if (typed is null)
        {
            return provider == AiProvider.Openai ? OpenAi : Anthropic;
        }

        var address = new Uri(typed.TrimEnd('/'));
        return provider switch
        {
            AiProvider.Openai => address.AbsolutePath is "/" or "" ? new Uri(address, "/v1") : address,
            AiProvider.Anthropic => address.AbsolutePath.EndsWith("/v1", StringComparison.Ordinal) ? new Uri(typed.TrimEnd('/')[..^3]) : address,
        };
    }

    private static int TokensOf(AiTask task) => task switch
    {
        AiTask.Title => 500,
        AiTask.Outline => 2_000,
        AiTask.Generate or AiTask.Refine => 8_000,
        AiTask.Variants => 3_000,
        AiTask.Test or AiTask.Research => 16,
    };

    private static int SecondsOf(AiTask task) => task switch
    {
        AiTask.Generate or AiTask.Refine => 240,
        AiTask.Title or AiTask.Outline or AiTask.Variants => 120,
        AiTask.Test or AiTask.Research => 30,
    };

    private static string? First(params string?[] texts) => Array.Find(texts, t => !string.IsNullOrWhiteSpace(t));
}
