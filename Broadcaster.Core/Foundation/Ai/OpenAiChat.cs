using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using OpenAiMessage = OpenAI.Chat.ChatMessage;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>
/// Chat completions through the OpenAI package, at any address that speaks them. A refusal arrives as an
/// <see cref="ErrorContent"/>. Never asks twice by itself.
/// </summary>
internal sealed class OpenAiChat(HttpClient http, ModelChoice choice) : IChatClient
{
    private readonly ChatClient client = new(
        choice.Model,
        new ApiKeyCredential(choice.Key.Length > 0 ? choice.Key : "none"),
        new OpenAIClientOptions
        {
            Endpoint = choice.Address,
            Transport = new HttpClientPipelineTransport(http),

            // What may be asked again, and when, is decided where the bill is known.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
        });

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<AiMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AiMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in client.CompleteChatStreamingAsync(messages.Select(Message), Options(options), cancellationToken))
        {
            var contents = new List<AIContent>();
            contents.AddRange(update.ContentUpdate.Where(p => p.Text is { Length: > 0 }).Select(p => new TextContent(p.Text)));
            if (update.RefusalUpdate is { Length: > 0 } refusal)
            {
                contents.Add(new ErrorContent(refusal) { ErrorCode = "refusal" });
            }

            if (update.Usage is { } usage)
            {
                contents.Add(new UsageContent(new UsageDetails { InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount }));
            }

            yield return new ChatResponseUpdate(Microsoft.Extensions.AI.ChatRole.Assistant, contents)
            {
                ModelId = update.Model,
                ResponseId = update.CompletionId,
                FinishReason = update.FinishReason switch
                {
                    OpenAI.Chat.ChatFinishReason.Length => Microsoft.Extensions.AI.ChatFinishReason.Length,
                    OpenAI.Chat.ChatFinishReason.ContentFilter => Microsoft.Extensions.AI.ChatFinishReason.ContentFilter,
                    null => null,
                    _ => Microsoft.Extensions.AI.ChatFinishReason.Stop,
                },
            };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The HTTP client is everybody's.
    }

    private static OpenAiMessage Message(AiMessage message) =>
        message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
        : new UserChatMessage(message.Text);

    private ChatCompletionOptions Options(ChatOptions? options)
    {
        var asked = new ChatCompletionOptions { MaxOutputTokenCount = options?.MaxOutputTokens, Temperature = options?.Temperature };
        if (options?.MaxOutputTokens is { } limit && !choice.IsProvidersOwn)
        {
#pragma warning disable SCME0001 // The only way to send a field that the package has no property for: many compatible servers know the old name alone.
            asked.Patch.Set("$.max_tokens"u8, limit);
#pragma warning restore SCME0001
        }

        asked.ResponseFormat = options?.ResponseFormat switch
        {
            ChatResponseFormatJson { Schema: { } schema } json => OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(
                json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), jsonSchemaIsStrict: true),
            ChatResponseFormatJson => OpenAI.Chat.ChatResponseFormat.CreateJsonObjectFormat(),
            _ => null,
        };
        return asked;
    }
}
