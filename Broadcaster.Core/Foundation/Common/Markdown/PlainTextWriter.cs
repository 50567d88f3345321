using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Broadcaster.Core.Foundation.Common.Markdown;

/// <summary>Writes a parsed text for readers without HTML.</summary>
internal static class PlainTextWriter
{
    public static void Write(ContainerBlock blocks, StringBuilder to, string? baseUrl, string indent = "")
    {
        foreach (var block in blocks)
        {
            WriteBlock(block, to, baseUrl, indent);
        }
    }

    public static void WriteInlines(ContainerInline inlines, StringBuilder to, string? baseUrl, bool withAddresses)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    to.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    to.Append(code.Content);
                    break;
                case LineBreakInline line:
                    to.Append(line.IsHard ? '\n' : ' ');
                    break;
                case HtmlEntityInline entity:
                    to.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline link:
                    to.Append(link.Url);
                    break;
                case TaskList task:
                    to.Append(task.Checked ? "[x]" : "[ ]");
                    break;
                case LinkInline { IsImage: true } image:
                    WriteInlines(image, to, baseUrl, withAddresses: false);
                    break;
                case LinkInline link:
                    WriteLink(link, to, baseUrl, withAddresses);
                    break;
                case ContainerInline container:
                    WriteInlines(container, to, baseUrl, withAddresses);
                    break;
            }
        }
    }

    private static void WriteBlock(Block block, StringBuilder to, string? baseUrl, string indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                WriteLeaf(heading, to, baseUrl, indent);
                break;
            case ParagraphBlock paragraph:
                WriteLeaf(paragraph, to, baseUrl, indent);
                break;
            case CodeBlock code:
                WriteLines(code.Lines.ToString(), to, indent + "    ");
                break;
            case ThematicBreakBlock:
                WriteLines("* * *", to, indent);
                break;
            case QuoteBlock quote:
                var said = new StringBuilder();
                Write(quote, said, baseUrl);
                foreach (var line in said.ToString().TrimEnd().Split('\n'))
                {
                    to.Append(indent).Append(line.Length == 0 ? ">" : "> ").Append(line).Append('\n');
                }

                to.Append('\n');
                break;
            case ListBlock list:
                WriteList(list, to, baseUrl, indent);
                break;
            case Table table:
                WriteTable(table, to, baseUrl, indent);
                break;
            case ContainerBlock container:
                Write(container, to, baseUrl, indent);
                break;
        }
    }

    private static void WriteLeaf(LeafBlock block, StringBuilder to, string? baseUrl, string indent)
    {
        if (block.Inline is null)
        {
            return;
        }

        var text = new StringBuilder();
        WriteInlines(block.Inline, text, baseUrl, withAddresses: true);
        WriteLines(text.ToString(), to, indent);
    }

    private static void WriteList(ListBlock list, StringBuilder to, string? baseUrl, string indent)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            var text = new StringBuilder();
            Write(item, text, baseUrl);
            var lines = text.ToString().Trim().Replace("\n\n", "\n", StringComparison.Ordinal).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                to.Append(indent).Append(i == 0 ? mark : new string(' ', mark.Length)).Append(lines[i]).Append('\n');
            }
        }

        to.Append('\n');
    }

    private static void WriteTable(Table table, StringBuilder to, string? baseUrl, string indent)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            var cells = row.OfType<TableCell>().Select(cell =>
            {
                var text = new StringBuilder();
                Write(cell, text, baseUrl);
                return text.ToString().Trim().ReplaceLineEndings(" ");
            });
            to.Append(indent).AppendJoin(" | ", cells).Append('\n');
        }

        to.Append('\n');
    }

    private static void WriteLines(string text, StringBuilder to, string indent)
    {
        foreach (var line in text.Split('\n'))
        {
            to.Append(indent).Append(line).Append('\n');
        }

        to.Append('\n');
    }

    private static void WriteLink(LinkInline link, StringBuilder to, string? baseUrl, bool withAddresses)
    {
        var start = to.Length;
        WriteInlines(link, to, baseUrl, withAddresses);
        var address = SafeUrl.Of(link.Url, baseUrl, forPicture: false);
        if (withAddresses && address.Length > 1 && address[0] != '#' && to.ToString(start, to.Length - start) != address)
        {
            to.Append(" (").Append(address).Append(')');
        }
    }
}
