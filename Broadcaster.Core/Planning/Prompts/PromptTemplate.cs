using System.Globalization;
using System.Text;
using Broadcaster.Core.Foundation.Common;

namespace Broadcaster.Core.Planning.Prompts;

/// <summary>
/// A prompt with places for variables. <c>{{topic}}</c> is replaced; <c>{{#audience}} … {{/audience}}</c> is left out where the
/// variable is empty; <c>\{{</c> stands for itself. A value is never read as a template again.
/// </summary>
public sealed class PromptTemplate
{
    public const int LongestText = 20_000;
    private const int DeepestSection = 20;

    private readonly List<Part> whole;

    private PromptTemplate(List<Part> parts) => whole = parts;

    /// <summary>Reads a template; every mistake in it is refused with its line.</summary>
    public static Result<PromptTemplate> Parse(string text, IReadOnlyList<PromptVariable> variables)
    {
        if (text.Length > LongestText)
        {
            return Wrong([string.Create(CultureInfo.InvariantCulture, $"It has {text.Length} characters; {LongestText} fit.")]);
        }

        var problems = new List<string>();
        var (line, counted) = (1, 0);
        var open = new Stack<(string Name, List<Part> Parts)>();
        var parts = new List<Part>();
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            if (text.AsSpan(i).StartsWith("\\{{", StringComparison.Ordinal))
            {
                plain.Append("{{");
                i += 3;
                continue;
            }

            if (!text.AsSpan(i).StartsWith("{{", StringComparison.Ordinal))
            {
                plain.Append(text[i++]);
                continue;
            }

            Flush();
            line += text.AsSpan(counted, i - counted).Count('\n');
            counted = i;
            var end = text.IndexOf("}}", i, StringComparison.Ordinal);
            if (end < 0)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}: {{{{ has no }}}} behind it. Write \\{{{{ for the characters themselves."));
                break;
            }

            var tag = text[(i + 2)..end].Trim();
            i = end + 2;
            var name = tag.TrimStart('#', '/').Trim();
            if (!variables.Any(v => v.Name == name))
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}: there is no variable \"{name}\". There are: {string.Join(", ", variables.Select(v => v.Name))}."));
            }
            else if (tag.StartsWith('#') && open.Count >= DeepestSection)
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}: sections stand within each other more than {DeepestSection} deep."));
                break;
            }
            else if (tag.StartsWith('#'))
            {
                open.Push((name, parts));
                parts = [];
            }
            else if (tag.StartsWith('/'))
            {
                if (open.Count == 0 || open.Peek().Name != name)
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}: {{{{/{name}}}}} closes nothing that is open."));
                    continue;
                }

                var (_, outer) = open.Pop();
                outer.Add(new Section(name, parts));
                parts = outer;
            }
            else
            {
                parts.Add(new Value(variables.First(v => v.Name == name)));
            }
        }

        Flush();
        problems.AddRange(open.Select(o => $"{{{{#{o.Name}}}}} is never closed. Write {{{{/{o.Name}}}}} behind it."));
        return problems.Count > 0 ? Wrong(problems) : new PromptTemplate(parts);

        void Flush()
        {
            if (plain.Length > 0)
            {
                parts.Add(new Plain(plain.ToString()));
                plain.Clear();
            }
        }
    }

    private static InvalidInput Wrong(List<string> problems) => new(new Dictionary<string, string[]> { ["text"] = [.. problems] }, "prompt.invalid");

    /// <summary>The prompt. What <paramref name="values"/> does not hold is empty.</summary>
    /// <param name="values">Texts, numbers, and lists of texts.</param>
    public string Render(IReadOnlyDictionary<string, object?> values)
    {
        var text = new StringBuilder();
        Write(whole, values, text);
        return text.ToString().Trim();
    }

    private static void Write(List<Part> parts, IReadOnlyDictionary<string, object?> values, StringBuilder text)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Plain plain:
                    text.Append(plain.Text);
                    break;
                case Section section when TextOf(values.GetValueOrDefault(section.Name)).Length > 0:
                    Write(section.Parts, values, text);
                    break;
                case Value { Variable: var variable }:
                    var value = TextOf(values.GetValueOrDefault(variable.Name));
                    text.Append(variable.Type == PromptVariableType.Data ? Fence(variable.Name, value) : value);
                    break;
                default:
                    break;
            }
        }
    }

    // What comes from the web must not be able to end its own fence and go on as if we spoke.
    private static string Fence(string name, string value) =>
        $"<data name=\"{name}\">\n{value.Replace("</data", "< /data", StringComparison.OrdinalIgnoreCase).Replace("<data", "< data", StringComparison.OrdinalIgnoreCase)}\n</data>";

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text.Trim(),
        IEnumerable<string> list => string.Join('\n', list.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => $"- {l.ReplaceLineEndings(" ").Trim()}")),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private abstract record Part;

    private sealed record Plain(string Text) : Part;

    private sealed record Value(PromptVariable Variable) : Part;

    private sealed record Section(string Name, List<Part> Parts) : Part;
}
