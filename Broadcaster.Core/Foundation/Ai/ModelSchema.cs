using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Foundation.Ai;

/// <summary>The part of JSON Schema that answers are described with: types, properties, lengths, numbers of items.</summary>
public static class ModelSchema
{
    // What the strict modes of providers do not take everywhere; it is checked here all the same.
    private static readonly string[] LocalOnly = ["minLength", "maxLength", "minItems", "maxItems"];

    /// <summary>Reads a schema that is written in the source. Objects are closed, and every property is required.</summary>
    public static JsonElement Parse(string json)
    {
        var schema = JsonNode.Parse(json)!;
        Close(schema);
        return JsonSerializer.SerializeToElement(schema);
    }

    /// <summary>The schema without what some providers refuse.</summary>
    public static JsonElement ForModels(JsonElement schema)
    {
        var open = JsonNode.Parse(schema.GetRawText())!;
        Strip(open);
        return JsonSerializer.SerializeToElement(open);
    }

    /// <summary>
    /// Reads an answer: the JSON object within it, be there a fence or words around it. Null where there is none; what is
    /// wrong with it is added to <paramref name="problems"/>, each with its path.
    /// </summary>
    public static JsonElement? Read(string answer, JsonElement schema, List<string> problems)
    {
        var from = answer.IndexOf('{', StringComparison.Ordinal);
        var to = answer.LastIndexOf('}');
        if (from < 0 || to <= from)
        {
            problems.Add("There is no JSON object in the answer.");
            return null;
        }

        JsonElement json;
        try
        {
            json = JsonSerializer.Deserialize<JsonElement>(answer.AsSpan(from, to - from + 1));
        }
        catch (JsonException wrong)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"The answer is not valid JSON (line {wrong.LineNumber + 1})."));
            return null;
        }

        try
        {
            Check("$", json, schema, problems);
        }
        catch (InvalidOperationException)
        {
            // A name of a property that is no text: no string of ours could be compared with it.
            problems.Add("The answer holds half of a character (a lone surrogate).");
        }

        return json;
    }

    private static void Check(string path, JsonElement value, JsonElement schema, List<string> problems)
    {
        if (problems.Count >= 10)
        {
            return;
        }

        switch (schema.GetProperty("type").GetString())
        {
            case "object" when value.ValueKind == JsonValueKind.Object:
                foreach (var property in schema.GetProperty("properties").EnumerateObject())
                {
                    if (value.TryGetProperty(property.Name, out var inner))
                    {
                        Check($"{path}.{property.Name}", inner, property.Value, problems);
                    }
                    else
                    {
                        problems.Add($"{path}.{property.Name} is missing.");
                    }
                }

                break;
            case "array" when value.ValueKind == JsonValueKind.Array:
                var count = value.GetArrayLength();
                if (Limit(schema, "minItems") is { } least && count < least)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path} has {count} items; {least} or more are needed."));
                }

                if (Limit(schema, "maxItems") is { } most && count > most)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path} has {count} items; at most {most} fit."));
                }

                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Check(string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), item, schema.GetProperty("items"), problems);
                }

                break;
            case "string" when value.ValueKind == JsonValueKind.String:
                if (TextOf(value) is not { } text)
                {
                    problems.Add($"{path} holds half of a character (a lone surrogate).");
                    break;
                }

                if (!StorableText.Is(text))
                {
                    problems.Add($"{path} holds a NUL character (U+0000).");
                }

                var length = text.Trim().Length;
                if (Limit(schema, "minLength") is { } shortest && length < shortest)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path} has {length} characters; {shortest} or more are needed."));
                }

                if (Limit(schema, "maxLength") is { } longest && length > longest)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"{path} has {length} characters; at most {longest} fit."));
                }

                break;
            case "integer" or "number" when value.ValueKind == JsonValueKind.Number:
            case "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                break;
            case var wanted:
                problems.Add($"{path} is to be of type {wanted}.");
                break;
        }
    }

    // JSON can say what is no text: "\ud83d" alone.
    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static int? Limit(JsonElement schema, string name) => schema.TryGetProperty(name, out var limit) ? limit.GetInt32() : null;

    private static void Close(JsonNode node)
    {
        if (node is JsonObject schema)
        {
            if (schema["properties"] is JsonObject properties)
            {
                schema["additionalProperties"] = false;
                schema["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Key)]);
                foreach (var (_, property) in properties)
                {
                    Close(property!);
                }
            }

            if (schema["items"] is { } items)
            {
                Close(items);
            }
        }
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject schema)
        {
            foreach (var name in LocalOnly)
            {
                schema.Remove(name);
            }

            foreach (var (_, inner) in schema)
            {
                Strip(inner);
            }
        }
    }
}
