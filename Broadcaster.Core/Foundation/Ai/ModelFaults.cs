using System.Globalization;
using System.Net;
using System.Text.Json;
using Anthropic.Exceptions;
using Broadcaster.Core.Foundation.Common.Network;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>The one place where what a provider says is read: what happened, whose fault it is, what to do.</summary>
internal static class ModelFaults
{
    public static ModelRefused Of(Exception problem, ModelChoice choice, DateTimeOffset now)
    {
        if (Find<ModelHttpException>(problem) is { } http)
        {
            return http.Status is { } status ? Answered(status, http.Body, http.RetryAt, choice, now) : Unreachable(http, choice);
        }

        // An error that comes as an event in the middle of a stream.
        if (Find<AnthropicSseException>(problem) is { } said)
        {
            return new ModelRefused(ModelFault.Interrupted, $"{choice.Address.Host} broke off: {Shorten(said.ApiMessage ?? said.Message)}.", "Try again.");
        }

        return new ModelRefused(
            ModelFault.Interrupted,
            $"The connection to {choice.Address.Host} broke before the answer was whole ({Shorten(problem.GetBaseException().Message)}).",
            "It may be billed, so it is not asked again by itself. Try again.");
    }

    /// <summary>Whether the provider did not understand the form of answer that was asked for.</summary>
    public static bool IsAboutForm(Exception problem) =>
        Find<ModelHttpException>(problem) is { Status: HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, Body: var body }
        && (body.Contains("response_format", StringComparison.OrdinalIgnoreCase) || body.Contains("json_schema", StringComparison.OrdinalIgnoreCase)
            || body.Contains("output_config", StringComparison.OrdinalIgnoreCase) || body.Contains("structured output", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the model does not take a temperature.</summary>
    public static bool IsAboutTemperature(Exception problem) =>
        Find<ModelHttpException>(problem) is { Status: HttpStatusCode.BadRequest, Body: var body } && body.Contains("temperature", StringComparison.OrdinalIgnoreCase);

    private static ModelRefused Answered(HttpStatusCode status, string body, DateTimeOffset? retryAt, ModelChoice choice, DateTimeOffset now)
    {
        var (code, message) = Read(choice.Key.Length > 0 ? body.Replace(choice.Key, "•••", StringComparison.Ordinal) : body);
        var said = message.Length == 0 ? "" : $" It says: {Shorten(message)}";
        var host = choice.Address.Host;
        return (int)status switch
        {
            401 or 403 => new ModelRefused(ModelFault.KeyRefused, $"{host} refuses the key.{said}", "Enter a valid one under Settings, Models."),
            402 => new ModelRefused(ModelFault.OutOfQuota, $"The account at {host} has no credit left.{said}", "Top it up there, then try again."),
            429 when code is "insufficient_quota" or "billing_hard_limit_reached" => new ModelRefused(ModelFault.OutOfQuota, $"The account at {host} has no credit left.{said}", "Top it up there, then try again."),
            429 => new ModelRefused(ModelFault.RateLimited, $"{host} asks to wait: too many requests.", "It goes on by itself.", retryAt ?? now.AddSeconds(20)),
            404 => new ModelRefused(ModelFault.ModelNotFound, $"{host} has no model {choice.Model}.{said}", "Choose another under Settings, Models; the connection test lists them."),
            413 => new ModelRefused(ModelFault.PromptTooLong, $"The prompt is too long for {choice.Model}.{said}", "Shorten the brief, give fewer sources, or choose a model that takes more."),
            400 or 422 when code == "context_length_exceeded" || message.Contains("context length", StringComparison.OrdinalIgnoreCase) || message.Contains("prompt is too long", StringComparison.OrdinalIgnoreCase) =>
                new ModelRefused(ModelFault.PromptTooLong, $"The prompt is too long for {choice.Model}.{said}", "Shorten the brief, give fewer sources, or choose a model that takes more."),
            400 or 422 when code == "content_filter" => new ModelRefused(ModelFault.ContentFiltered, $"The filter of {host} stopped the prompt.{said}", "Change the topic or the brief."),
            503 or 529 => new ModelRefused(ModelFault.Unavailable, $"{host} is overloaded or down ({(int)status}).", "It goes on by itself.", retryAt ?? now.AddSeconds(30)),
            >= 500 => new ModelRefused(ModelFault.ServerFailed, $"{host} failed ({(int)status}).{said}", "It may be billed, so it is not asked again by itself. Try again."),
            _ => new ModelRefused(ModelFault.BadRequest, $"{host} does not take the request ({(int)status}).{said}", "Check address, model and limits under Settings, Models."),
        };
    }

    private static ModelRefused Unreachable(ModelHttpException http, ModelChoice choice)
    {
        var cause = http.InnerException;
        return Find<BlockedAddressException>(cause) is { } blocked
            ? new ModelRefused(ModelFault.AddressRefused, blocked.Message, blocked.Hint)
            : new ModelRefused(ModelFault.Unreachable, $"{choice.Address.Host} cannot be reached ({Shorten(cause?.GetBaseException().Message ?? "no connection")}).", "Check the address under Settings, Models, and whether the server runs.");
    }

    private static (string Code, string Message) Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var error = json.RootElement.TryGetProperty("error", out var inner) ? inner : json.RootElement;
            return error.ValueKind == JsonValueKind.String
                ? ("", error.GetString() ?? "")
                : (Text(error, "code") ?? Text(error, "type") ?? "", Text(error, "message") ?? "");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return ("", "");
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return line.Length <= 300 ? line : string.Create(CultureInfo.InvariantCulture, $"{line.AsSpan(0, 300)}…");
    }

    private static T? Find<T>(Exception? problem)
        where T : Exception
    {
        for (var e = problem; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }

            if (e is AggregateException { InnerExceptions: var many } && many.Select(Find<T>).FirstOrDefault(f => f is not null) is { } within)
            {
                return within;
            }
        }

        return null;
    }
}
