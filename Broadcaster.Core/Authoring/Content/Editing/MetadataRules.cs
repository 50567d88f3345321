using System.Globalization;
using System.Text.Json;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Whether metadata can be kept and handed on as it came. Every problem is named by its path: <c>metadata.seo.images[2]</c>.</summary>
internal static class MetadataRules
{
    private const string Field = "metadata";

    public static IEnumerable<(string Field, string Message)> Check(IReadOnlyDictionary<string, JsonElement> metadata)
    {
        var problems = new List<(string, string)>();
        foreach (var (name, value) in metadata)
        {
            CheckMember(problems, Field, name, value, depth: 1);
        }

        // What cannot be read cannot be measured either.
        if (problems.Count == 0 && ContentMetadata.Canonical(metadata).Length is var bytes && bytes > ContentLimits.MetadataBytes)
        {
            problems.Add((Field, $"The metadata has {bytes / 1024} KiB as JSON; {ContentLimits.MetadataBytes / 1024} KiB fit."));
        }

        return problems;
    }

    private static void CheckMember(List<(string Field, string Message)> problems, string path, string name, JsonElement value, int depth)
    {
        if (!StorableText.Is(name))
        {
            problems.Add((path, "A name in it holds a NUL character or half of a character (a lone surrogate), which cannot be stored."));
            return;
        }

        CheckValue(problems, $"{path}.{name}", value, depth);
    }

    private static void CheckValue(List<(string Field, string Message)> problems, string path, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth >= ContentLimits.MetadataDepth:
                problems.Add((path, $"The metadata is nested more than {ContentLimits.MetadataDepth} levels deep here."));
                break;
            case JsonValueKind.Object:
                CheckObject(problems, path, value, depth);
                break;
            case JsonValueKind.Array:
                var at = 0;
                foreach (var item in value.EnumerateArray())
                {
                    CheckValue(problems, string.Create(CultureInfo.InvariantCulture, $"{path}[{at++}]"), item, depth + 1);
                }

                break;
            case JsonValueKind.String when !IsStorable(value):
                problems.Add((path, "The text holds a NUL character or half of a character (a lone surrogate), which cannot be stored."));
                break;
        }
    }

    private static void CheckObject(List<(string Field, string Message)> problems, string path, JsonElement value, int depth)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var member in value.EnumerateObject())
            {
                var name = member.Name;
                if (!names.Add(name))
                {
                    problems.Add((path, $"\"{name}\" is there twice. Keep one."));
                }

                CheckMember(problems, path, name, member.Value, depth + 1);
            }
        }
        catch (InvalidOperationException)
        {
            // What JsonProperty says to a name with half of a character in an escape sequence.
            problems.Add((path, "A name in it holds half of a character (a lone surrogate), which cannot be stored."));
        }
    }

    private static bool IsStorable(JsonElement text)
    {
        try
        {
            return StorableText.Is(text.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Half of a character in an escape sequence.
            return false;
        }
    }
}
