using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Tests.Foundation.Ai;

/// <summary>
/// A server on a loopback port that speaks chat completions and the Messages API, in one piece and as a stream, and answers
/// what a test tells it to. It counts.
/// </summary>
internal sealed class FakeModelServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<ModelCall> calls = new();
    private readonly CancellationTokenSource closing = new();
    private int atOnce;
    private int mostAtOnce;

    private FakeModelServer(WebApplication app) => this.app = app;

    /// <summary>What each call is answered; by default a short text.</summary>
    public Func<ModelCall, ModelReply> Answer { get; set; } = _ => new ModelReply("Good day.");

    /// <summary>The list of models as it is sent; null: one that never ends.</summary>
    public Func<string?> Models { get; set; } = () => """{ "data": [{ "id": "gpt-4o-mini" }, { "id": "claude-sonnet-4-5" }, { "id": "local" }] }""";

    public string Url => app.Urls.First();

    public IReadOnlyList<ModelCall> Calls => [.. calls];

    public int MostAtOnce => Volatile.Read(ref mostAtOnce);

    public static async Task<FakeModelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeModelServer(builder.Build());
        server.app.Run(server.TakeAsync);
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        using var now = new CancellationTokenSource(TimeSpan.Zero, TimeProvider.System);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        closing.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/models", StringComparison.Ordinal))
        {
            await ListAsync(context);
            return;
        }

        var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
        var call = new ModelCall(calls.Count + 1, path, body, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        calls.Enqueue(call);
        var running = Interlocked.Increment(ref atOnce);
        InterlockedMax(ref mostAtOnce, running);
        try
        {
            await GiveAsync(context, call, Answer(call));
        }
        catch (OperationCanceledException)
        {
            // The client went, or the test is over.
            context.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
        }
    }

    private async Task ListAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (Models() is { } list)
        {
            await context.Response.WriteAsync(list, context.RequestAborted);
            return;
        }

        var blanks = new string(' ', 64 * 1024);
        while (!context.RequestAborted.IsCancellationRequested && !closing.IsCancellationRequested)
        {
            await context.Response.WriteAsync(blanks, context.RequestAborted);
        }
    }

    private async Task GiveAsync(HttpContext context, ModelCall call, ModelReply reply)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing.Token);
        if (reply.Wait is { } wait)
        {
            await wait.WaitAsync(both.Token);
        }

        if (reply.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, both.Token);
        }

        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.StatusCode = reply.Status;
        if (reply.Status != 200)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(reply.Error ?? """{"error":{"message":"It failed.","type":"server_error","code":null}}""", both.Token);
            return;
        }

        if (call.IsStream && !reply.InOnePiece)
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var line in call.IsAnthropic ? AnthropicStream(call, reply) : OpenAiStream(call, reply))
            {
                await context.Response.WriteAsync(line, both.Token);
                await context.Response.Body.FlushAsync(both.Token);
            }

            if (reply.Cut)
            {
                context.Abort();
            }
        }
        else
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Whole(call, reply).ToJsonString(), both.Token);
        }
    }

    private static IEnumerable<string> OpenAiStream(ModelCall call, ModelReply reply)
    {
        foreach (var piece in Pieces(reply))
        {
            yield return Data(Chunk(call, new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["role"] = "assistant", [reply.Refusal is null ? "content" : "refusal"] = piece }, ["finish_reason"] = null })));
        }

        if (reply.Cut)
        {
            yield break;
        }

        yield return Data(Chunk(call, new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject(), ["finish_reason"] = reply.Finish })));
        if (reply.CountsTokens && call.Body["stream_options"]?["include_usage"]?.GetValue<bool>() == true)
        {
            var usage = Chunk(call, []);
            usage["usage"] = Usage(reply);
            yield return Data(usage);
        }

        yield return "data: [DONE]\n\n";
    }

    private static IEnumerable<string> AnthropicStream(ModelCall call, ModelReply reply)
    {
        yield return Event("message_start", new JsonObject
        {
            ["message"] = new JsonObject
            {
                ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["model"] = call.Model, ["content"] = new JsonArray(), ["stop_reason"] = null, ["stop_sequence"] = null,
                ["usage"] = new JsonObject { ["input_tokens"] = reply.TokensIn, ["output_tokens"] = 1 },
            },
        });
        yield return Event("content_block_start", new JsonObject { ["index"] = 0, ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" } });
        foreach (var piece in Pieces(reply))
        {
            yield return Event("content_block_delta", new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = piece } });
        }

        if (reply.Cut)
        {
            yield break;
        }

        yield return Event("content_block_stop", new JsonObject { ["index"] = 0 });
        var stop = reply.Refusal is not null ? "refusal" : reply.Finish == "length" ? "max_tokens" : "end_turn";
        yield return Event("message_delta", new JsonObject
        {
            ["delta"] = new JsonObject { ["stop_reason"] = stop, ["stop_sequence"] = null }, ["usage"] = new JsonObject { ["output_tokens"] = reply.TokensOut },
        });
        yield return Event("message_stop", []);
    }

    private static JsonObject Whole(ModelCall call, ModelReply reply) => new()
    {
        ["id"] = "chatcmpl-1", ["object"] = "chat.completion", ["created"] = 1, ["model"] = call.Model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = reply.Refusal is null ? reply.Text : null, ["refusal"] = reply.Refusal }, ["finish_reason"] = reply.Finish,
        }),
        ["usage"] = reply.CountsTokens ? Usage(reply) : null,
    };

    private static JsonObject Usage(ModelReply reply) =>
        new() { ["prompt_tokens"] = reply.TokensIn, ["completion_tokens"] = reply.TokensOut, ["total_tokens"] = reply.TokensIn + reply.TokensOut };

    private static JsonObject Chunk(ModelCall call, JsonArray choices) =>
        new() { ["id"] = "chatcmpl-1", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = call.Model, ["choices"] = choices, ["usage"] = null };

    private static IEnumerable<string> Pieces(ModelReply reply) => (reply.Refusal ?? reply.Text).Chunk(40).Select(c => new string(c));

    private static string Data(JsonObject json) => $"data: {json.ToJsonString()}\n\n";

    private static string Event(string type, JsonObject json)
    {
        json["type"] = type;
        return $"event: {type}\ndata: {json.ToJsonString()}\n\n";
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}

/// <summary>One request at the server.</summary>
internal sealed record ModelCall(int Number, string Path, JsonObject Body, IReadOnlyDictionary<string, string> Headers)
{
    public bool IsAnthropic => Path.EndsWith("/messages", StringComparison.Ordinal);

    public bool IsStream => Body["stream"]?.GetValue<bool>() == true;

    public string Model => Body["model"]!.GetValue<string>();

    /// <summary>The name of the form that is asked for; null for free text.</summary>
    public string? Form => Body["response_format"]?["json_schema"]?["name"]?.GetValue<string>()
        ?? (Body["output_config"]?["format"]?["schema"]?["title"]?.GetValue<string>());

    /// <summary>Everything that is said, in one text.</summary>
    public string Said => string.Join("\n", (Body["system"] is JsonValue system ? [system.GetValue<string>()] : Array.Empty<string>())
        .Concat(Body["messages"]!.AsArray().Select(m => TextOf(m!["content"]))));

    public int Turns => Body["messages"]!.AsArray().Count;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    private static string TextOf(JsonNode? content) => content switch
    {
        JsonArray parts => string.Concat(parts.Select(p => p?["text"]?.GetValue<string>())),
        JsonValue text => text.GetValue<string>(),
        _ => "",
    };
}

/// <summary>What the server answers.</summary>
internal sealed record ModelReply(string Text)
{
    public int Status { get; init; } = 200;

    public string? Error { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    public string Finish { get; init; } = "stop";

    public string? Refusal { get; init; }

    /// <summary>The connection ends in the middle of the stream.</summary>
    public bool Cut { get; init; }

    public bool Hang { get; init; }

    /// <summary>The answer comes when this is done.</summary>
    public Task? Wait { get; init; }

    /// <summary>Although a stream was asked for.</summary>
    public bool InOnePiece { get; init; }

    public bool CountsTokens { get; init; } = true;

    public int TokensIn { get; init; } = 100;

    public int TokensOut { get; init; } = 50;

    public static ModelReply Json(object value) => new(JsonSerializer.Serialize(value, JsonSerializerOptions.Web));

    public static ModelReply Failing(int status, string? error = null, int? retryAfter = null) => new("")
    {
        Status = status,
        Error = error,
        Headers = retryAfter is { } seconds ? new() { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) } : [],
    };
}
