using System.Text;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Planning.Batches;

/// <summary>
/// Reads ideas out of Markdown: every item of a list is one, in the theme of the heading above it; a heading without a list
/// is one itself, with the text below it as its brief. Crossed-out and ticked items are done.
/// </summary>
public static class MarkdownIdeas
{
    public static BatchIdeas Read(string markdown)
    {
        var ideas = new List<BatchIdea>();
        string? heading = null;
        var level = 0;
        var hasItems = false;
        var lastIsDone = false;
        var brief = new StringBuilder();
        foreach (var line in StorableText.Clean(markdown).ReplaceLineEndings("\n").Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith('#') && text.TrimStart('#') is var title && title.StartsWith(' '))
            {
                Close();
                level = text.Length - title.Length;
                (heading, hasItems, lastIsDone) = (title.Trim(), false, false);
            }
            else if (ItemOf(line) is { } item)
            {
                // What stands below an item belongs to it: with one that is done it is done too.
                if (item.Indent > 1 && hasItems)
                {
                    if (!lastIsDone && !IsDone(item.Text))
                    {
                        ideas[^1] = ideas[^1] with { Brief = Join(ideas[^1].Brief, item.Text) };
                    }

                    continue;
                }

                hasItems = true;
                lastIsDone = IsDone(item.Text) || Plain(item.Text).Length == 0;
                if (!lastIsDone)
                {
                    ideas.Add(new BatchIdea(Plain(item.Text), null, heading));
                }
            }
            else if (text.Length > 0 && hasItems)
            {
                if (!lastIsDone)
                {
                    ideas[^1] = ideas[^1] with { Brief = Join(ideas[^1].Brief, text) };
                }
            }
            else if (text.Length > 0)
            {
                brief.AppendLine(text);
            }
        }

        Close();
        return new BatchIdeas(ideas);

        // The title of the document is no idea, its sections are.
        void Close()
        {
            if (heading is not null && !hasItems && level > 1 && !IsDone(heading) && Plain(heading).Length > 0)
            {
                ideas.Add(new BatchIdea(Plain(heading), brief.Length > 0 ? brief.ToString().Trim() : null));
            }

            brief.Clear();
        }
    }

    private static (int Indent, string Text)? ItemOf(string line)
    {
        var text = line.TrimStart();
        var indent = line.Length - text.Length;
        if (text.Length > 2 && text[0] is '-' or '*' or '+' && text[1] == ' ')
        {
            return (indent, text[2..].Trim());
        }

        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && text.Length > digits + 2 && text[digits] is '.' or ')' && text[digits + 1] == ' ' ? (indent, text[(digits + 2)..].Trim()) : null;
    }

    private static bool IsDone(string text) => text.StartsWith("[x]", StringComparison.OrdinalIgnoreCase) || (text.StartsWith("~~", StringComparison.Ordinal) && text.EndsWith("~~", StringComparison.Ordinal));

    private static string Plain(string text) => (text.StartsWith("[ ]", StringComparison.Ordinal) ? text[3..] : text).Replace("**", "", StringComparison.Ordinal).Replace("__", "", StringComparison.Ordinal).Trim();

    private static string Join(string? brief, string text) => brief is null ? text : $"{brief}\n{text}";
}
