namespace Broadcaster.Core.Authoring.Seo;

/// <summary>The checks of an article, in the order in which they are shown. Described with their sources in docs/seo-score.md.</summary>
internal static class LongForm
{
    public static readonly SeoRule[] Rules =
    [
        new("title-length", "Length of the title", "title", 5, TitleRules.Length),
        new("title-width", "Width of the title in results", "title", 2, TitleRules.Width),
        new("keyword-in-title", "Keyword in the title", "title", 6, TitleRules.Keyword),
        new("keyword-early-in-title", "Keyword early in the title", "title", 1, TitleRules.KeywordEarly),
        new("summary-length", "Length of the summary", "summary", 5, SummaryRules.Length),
        new("keyword-in-summary", "Keyword in the summary", "summary", 3, SummaryRules.Keyword),
        new("summary-own-words", "Summary in its own words", "summary", 1, SummaryRules.OwnWords),
        new("slug-quality", "Readable address", "slug", 3, SlugRules.Quality),
        new("keyword-in-slug", "Keyword in the address", "slug", 3, SlugRules.Keyword),
        new("keyword-in-intro", "Keyword in the first 100 words", "keyword", 4, KeywordRules.InIntro),
        new("keyword-in-headings", "Keyword in a subheading", "keyword", 4, KeywordRules.InHeadings),
        new("keyword-density", "How often the keyword stands", "keyword", 4, KeywordRules.Density),
        new("keyword-stuffing", "No word overused", "keyword", 3, KeywordRules.Stuffing),
        new("keyword-spread", "Keyword spread over the text", "keyword", 2, KeywordRules.Spread),
        new("secondary-keywords", "Further keywords used", "keyword", 2, KeywordRules.Secondary),
        new("single-h1", "One main heading", "structure", 4, StructureRules.SingleH1),
        new("subheadings", "Subheadings", "structure", 4, StructureRules.Subheadings),
        new("heading-order", "Order of the headings", "structure", 3, StructureRules.Order),
        new("heading-quality", "Distinct, short headings", "structure", 1, StructureRules.Quality),
        new("question-heading", "A question as heading", "structure", 2, StructureRules.Question),
        new("body-length", "Length of the text", "text", 6, ProseRules.Length),
        new("intro-length", "An introduction", "text", 2, ProseRules.Introduction),
        new("paragraph-length", "Length of paragraphs", "text", 3, ProseRules.Paragraphs),
        new("sentence-length", "Length of sentences", "text", 3, ProseRules.LongSentences),
        new("readability", "Readability", "text", 5, ProseRules.Readability),
        new("sentence-variety", "Beginnings of sentences", "text", 2, ProseRules.Variety),
        new("repetition", "Nothing said twice", "text", 2, ProseRules.Repetition),
        new("internal-links", "Links to pages of one's own", "links", 3, LinkRules.Internal),
        new("external-links", "Links to sources", "links", 3, LinkRules.External),
        new("link-texts", "Links that say where they lead", "links", 2, LinkRules.Texts),
        new("images", "Pictures", "links", 2, LinkRules.Pictures),
        new("image-alt", "Text in place of pictures", "links", 2, LinkRules.PictureTexts),
        new("lists-and-tables", "A list or a table", "links", 3, LinkRules.ListsAndTables),
    ];
}
