using System.Text.Json;
using System.Text.RegularExpressions;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Web.Api.Common;

/// <summary>Says what is wrong with a request that could not be bound, by field and without the names of .NET types.</summary>
internal static partial class JsonProblems
{
    public static BadRequest Explain(JsonException problem)
    {
        if (MissingMembers().Match(problem.Message) is { Success: true } missing)
        {
            var prefix = FieldOf(problem.Path);
            var names = Quoted().Matches(missing.Groups[1].Value).Select(m => m.Groups[1].Value);
            return new BadRequest("request.invalid", names.ToDictionary(n => prefix == "body" ? n : $"{prefix}.{n}", _ => new[] { "Is required." }));
        }

        var field = FieldOf(problem.Path);
        if (problem is FieldException)
        {
            return BadRequest.Of(field, problem.Message);
        }

        if (problem.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return BadRequest.Of(field, "There is no such member here. Check its spelling, or leave it out.", "request.unknown_member", StatusCodes.Status422UnprocessableEntity);
        }

        if (problem.Message.StartsWith("Duplicate propert", StringComparison.Ordinal))
        {
            return BadRequest.Of(field, "This is there twice. Send it once.");
        }

        if (problem.Message.StartsWith("The maximum configured depth", StringComparison.Ordinal))
        {
            return BadRequest.Of(field, "This is nested too deep.");
        }

        if (problem.InnerException is InvalidOperationException { Message: var told } && told.Contains("UTF-16", StringComparison.Ordinal))
        {
            // What the reader says to half of a character in an escape sequence.
            return BadRequest.Of(field, "The text holds half of a character (a lone surrogate), which cannot be stored.");
        }

        return WrongType().Match(problem.Message) is { Success: true } wrong
            ? BadRequest.Of(field, Expected(wrong.Groups[1].Value))
            : BadRequest.Of("body", $"This is not valid JSON{Position(problem)}.", "request.malformed_json");
    }

    /// <summary>For a query, route or header value that its parameter does not take.</summary>
    public static BadRequest? Explain(BadHttpRequestException problem)
    {
        if (problem.InnerException is JsonException json)
        {
            return Explain(json);
        }

        if (Unbound().Match(problem.Message) is { Success: true } unbound)
        {
            var expected = Expected(unbound.Groups[1].Value);
            return BadRequest.Of(JsonNamingPolicy.CamelCase.ConvertName(unbound.Groups[2].Value), $"'{unbound.Groups[3].Value}' is not valid. {expected}");
        }

        if (NotGiven().Match(problem.Message) is { Success: true } required)
        {
            return required.Groups[2].Value == "body"
                ? NoBody()
                : BadRequest.Of(JsonNamingPolicy.CamelCase.ConvertName(required.Groups[1].Value), "Is required.");
        }

        return problem.Message.StartsWith("Implicit body inferred", StringComparison.Ordinal) ? NoBody() : null;
    }

    private static BadRequest NoBody() => BadRequest.Of("body", "A JSON body is required.", "request.body_required");

    private static string FieldOf(string? path) => path is null or "$" or "" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];

    private static string Position(JsonException problem) =>
        problem.LineNumber is { } line ? $" (line {line + 1}, byte {(problem.BytePositionInLine ?? 0) + 1})" : "";

    private static string Expected(string typeName)
    {
        var inner = NullableOf().Match(typeName) is { Success: true } nullable ? nullable.Groups[1].Value : typeName;
        inner = inner.TrimEnd('?');
        var enumType = typeof(Error).Assembly.GetType(inner) ?? typeof(JsonProblems).Assembly.GetType(inner)
            ?? Array.Find(typeof(Error).Assembly.GetTypes(), t => t.IsEnum && t.Name == inner);
        if (enumType is { IsEnum: true })
        {
            return $"Use one of: {string.Join(", ", Enum.GetValues(enumType).Cast<Enum>().Select(SnakeCase.Of))}.";
        }

        return inner switch
        {
            "System.Guid" or "Guid" => "A UUID is expected.",
            "System.String" or "string" => "A text is expected.",
            "System.Boolean" or "bool" => "true or false is expected.",
            "System.Int32" or "System.Int64" or "int" or "long" => "A whole number is expected.",
            "System.Decimal" or "System.Double" or "decimal" or "double" => "A number is expected.",
            "System.DateTimeOffset" or "DateTimeOffset" or "UtcTime" => "A time with its offset is expected, e.g. 2026-11-21T09:00:00Z.",
            _ => inner.Contains("List", StringComparison.Ordinal) || inner.Contains("[]", StringComparison.Ordinal) || inner.Contains("Collection", StringComparison.Ordinal)
                ? "An array is expected."
                : "This value has the wrong type.",
        };
    }

    [GeneratedRegex(@"missing required properties including: (.+?)\.(?: Path|$)", RegexOptions.None, 1000)]
    private static partial Regex MissingMembers();

    [GeneratedRegex("'([^']+)'", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"could not be converted to (\S+?)\.(?:\s|$)", RegexOptions.None, 1000)]
    private static partial Regex WrongType();

    [GeneratedRegex("^Failed to bind parameter \"(\\S+) (\\w+)\" from \"(.*)\"\\.$", RegexOptions.Singleline, 1000)]
    private static partial Regex Unbound();

    [GeneratedRegex("^Required parameter \"\\S+ (\\w+)\" was not provided from (\\w+)", RegexOptions.None, 1000)]
    private static partial Regex NotGiven();

    [GeneratedRegex(@"^System\.Nullable`1\[([^,\]]+)", RegexOptions.None, 1000)]
    private static partial Regex NullableOf();
}
