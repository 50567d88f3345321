using System.Globalization;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Makes a piece fit a channel by rule: cut between words, judged by the connector itself.</summary>
internal static class ChannelFit
{
    /// <summary>The errors of the fields that a rule can mend.</summary>
    public static IReadOnlyList<ContentProblem> Errors(IConnector connector, object settings, ChannelContent content) =>
        [.. connector.Validate(content, settings).Where(p => p.Severity == ProblemSeverity.Error)];

    /// <summary>The content cut until the connector takes it, as far as cutting helps; and what was done.</summary>
    public static (ChannelContent Content, IReadOnlyList<string> Notes) Cut(IConnector connector, object settings, ChannelContent content)
    {
        var notes = new List<string>();
        if (connector.Descriptor.Limits is { Tags: { } most } && content.Tags.Count > most)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{content.Tags.Count - most} tags were left out."));
            content = content with { Tags = [.. content.Tags.Take(most)] };
        }

        if (connector.Descriptor.Limits is { TagCharacters: { } longest } && content.Tags.Any(t => t.Length > longest))
        {
            notes.Add("Tags that are too long were left out.");
            content = content with { Tags = [.. content.Tags.Where(t => t.Length <= longest)] };
        }

        if (Has("title", content))
        {
            content = content with { Title = Longest(content.Title, title => !Has("title", content with { Title = title })) };
            notes.Add("The title was cut between words.");
        }

        if (Has("body", content))
        {
            content = content with { Body = Longest(content.Body, body => !Has("body", content with { Body = body })) };
            notes.Add("The text was cut between words.");
        }

        return (content, notes);

        bool Has(string field, ChannelContent candidate) => Errors(connector, settings, candidate).Any(p => p.Field == field);
    }

    // Longer never fits where shorter does not, so half of what is left can be dropped with each look.
    private static string Longest(string text, Func<string, bool> fits)
    {
        var ends = WordEnds(text);
        var (least, most) = (0, ends.Count - 1);
        var best = "";
        while (least <= most)
        {
            var middle = (least + most) / 2;
            var candidate = $"{text[..ends[middle]].TrimEnd(' ', ',', ';', ':', '-', '–', '\n')}…";
            if (fits(candidate))
            {
                best = candidate;
                least = middle + 1;
            }
            else
            {
                most = middle - 1;
            }
        }

        return best.Length > 0 ? best : text;
    }

    private static List<int> WordEnds(string text)
    {
        var ends = new List<int>();
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1]))
            {
                ends.Add(i);
            }
        }

        // A text without a space (Chinese, or one long word) is cut between characters.
        return ends.Count > 0 ? ends : [.. StringInfo.ParseCombiningCharacters(text).Skip(1)];
    }
}
