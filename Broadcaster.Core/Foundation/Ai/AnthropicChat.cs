using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Core;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>The Messages API through the Anthropic package. A refusal arrives as an <see cref="ErrorContent"/>. Never asks twice by itself.</summary>
internal sealed class AnthropicChat(HttpClient http, ModelChoice choice) : IChatClient
{
    private static readonly Dictionary<string, JsonElement> Nothing = [];

    private readonly AnthropicClient client = new(new ClientOptions
    {
        HttpClient = http,
        BaseUrl = choice.Address.ToString().TrimEnd('/'),

        // The workspace's key alone, not what the environment of the program may hold; and as the API documents it, where the
        // package would guess from its form whether it is a key or a bearer token.
        ExtraHeaders = new Dictionary<string, string> { ["x-api-key"] = choice.Key },
        ApiKey = null,
        AuthToken = null,
        Credentials = null,
        MaxRetries = 0,
        Timeout = TimeSpan.FromHours(1),
    });

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The request is written as the API documents it: the package's newest types have no temperature any more.
        var request = MessageCreateParams.FromRawUnchecked(Nothing, Nothing, Body(messages, options));
        long input = 0;
        await foreach (var happened in client.Messages.CreateStreaming(request, cancellationToken))
        {
            if (happened.TryPickStart(out var start))
            {
                var usage = start.Message.Usage;
                input = usage.InputTokens + (usage.CacheCreationInputTokens ?? 0) + (usage.CacheReadInputTokens ?? 0);
            }
            else if (happened.TryPickContentBlockDelta(out var block) && block.Delta.TryPickText(out var text))
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, text.Text);
            }
            else if (happened.TryPickDelta(out var end))
            {
                var reason = end.RawData.TryGetValue("delta", out var delta) && delta.TryGetProperty("stop_reason", out var stop) ? stop.GetString() : null;
                var contents = new List<AIContent> { new UsageContent(new UsageDetails { InputTokenCount = end.Usage.InputTokens ?? input, OutputTokenCount = end.Usage.OutputTokens }) };
                if (reason == "refusal")
                {
                    contents.Add(new ErrorContent("The model declined.") { ErrorCode = "refusal" });
                }

                yield return new ChatResponseUpdate(ChatRole.Assistant, contents)
                {
                    FinishReason = reason switch
                    {
                        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
                        null => null,
                        _ => ChatFinishReason.Stop,
                    },
                };
            }
        }
    }

    public object? GetService(System.Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The HTTP client is everybody's.
    }

    private Dictionary<string, JsonElement> Body(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var said = messages.ToList();
        var body = new JsonObject
        {
            ["model"] = choice.Model,
            ["max_tokens"] = options?.MaxOutputTokens ?? choice.MaxTokens,
            ["messages"] = new JsonArray([.. said.Where(m => m.Role != ChatRole.System)
                .Select(m => new JsonObject { ["role"] = m.Role == ChatRole.Assistant ? "assistant" : "user", ["content"] = m.Text })]),
        };
        if (said.Where(m => m.Role == ChatRole.System).Select(m => m.Text).ToList() is { Count: > 0 } system)
        {
            body["system"] = string.Join("\n\n", system);
        }

        if (options?.Temperature is { } temperature)
        {
            body["temperature"] = temperature;
        }

        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema })
        {
            body["output_config"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["schema"] = JsonNode.Parse(schema.GetRawText()) } };
        }

        return body.ToDictionary(p => p.Key, p => JsonSerializer.SerializeToElement(p.Value));
    }
}
