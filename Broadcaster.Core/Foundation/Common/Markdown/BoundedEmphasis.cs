using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Syntax;

namespace Broadcaster.Core.Foundation.Common.Markdown;

/// <summary>
/// Emphasis up to a number of marks in one block. Markdig looks back through all open marks for each closing one, so a
/// paragraph of nothing but marks ("**a _b **a _b …") would cost the square of its length; behind the bound they are letters.
/// </summary>
internal sealed class BoundedEmphasis : EmphasisInlineParser
{
    /// <summary>More than any paragraph or table that somebody writes has.</summary>
    public const int MostMarks = 1_000;

    private BoundedEmphasis(EmphasisInlineParser marks)
    {
        EmphasisDescriptors.Clear();
        EmphasisDescriptors.AddRange(marks.EmphasisDescriptors);
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        // Parsers serve all threads: the count is kept with the run.
        if (processor.ParserStates[Index] is not Count count || count.Block != processor.Block)
        {
            processor.ParserStates[Index] = count = new Count(processor.Block);
        }

        if (count.Marks >= MostMarks || !base.Match(processor, ref slice))
        {
            return false;
        }

        count.Marks++;
        return true;
    }

    private sealed class Count(LeafBlock? block)
    {
        public LeafBlock? Block => block;

        public int Marks { get; set; }
    }

    /// <summary>Puts it in the place of the parser as the other extensions have left it: add it last.</summary>
    internal sealed class Extension : IMarkdownExtension
    {
        public void Setup(MarkdownPipelineBuilder pipeline)
        {
            if (pipeline.InlineParsers.FindExact<EmphasisInlineParser>() is { } marks)
            {
                pipeline.InlineParsers.Replace<EmphasisInlineParser>(new BoundedEmphasis(marks));
            }
        }

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
        {
            // Rendered as ever.
        }
    }
}
