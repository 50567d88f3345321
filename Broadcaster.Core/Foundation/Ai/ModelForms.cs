using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>
/// How each model is asked for JSON: by schema, as any object, or in words alone. What a server does not understand is
/// found out once (its refusal is free) and remembered while the program runs.
/// </summary>
public sealed class ModelForms
{
    private readonly ConcurrentDictionary<string, Way> ways = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> withoutTemperature = new(StringComparer.Ordinal);

    internal ChatResponseFormat? FormatFor(ModelChoice choice, AnswerForm? form) => (form, ways.GetValueOrDefault(KeyOf(choice))) switch
    {
        (null, _) or (_, Way.Words) => null,
        (_, Way.Object) => ChatResponseFormat.Json,
        _ => ChatResponseFormat.ForJsonSchema(ModelSchema.ForModels(form.Schema), form.Name),
    };

    /// <summary>Asks in a simpler way from now on; false when there is none left.</summary>
    internal bool Simplify(ModelChoice choice)
    {
        var now = ways.GetValueOrDefault(KeyOf(choice));
        if (now == Way.Words)
        {
            return false;
        }

        ways[KeyOf(choice)] = now == Way.Schema && choice.Provider == AiProvider.Openai ? Way.Object : Way.Words;
        return true;
    }

    internal double? TemperatureFor(ModelChoice choice) => withoutTemperature.ContainsKey(KeyOf(choice)) ? null : choice.Temperature;

    internal bool DropTemperature(ModelChoice choice) => choice.Temperature is not null && withoutTemperature.TryAdd(KeyOf(choice), true);

    private static string KeyOf(ModelChoice choice) => $"{choice.Address} {choice.Model}";

    private enum Way
    {
        Schema,
        Object,
        Words,
    }
}
