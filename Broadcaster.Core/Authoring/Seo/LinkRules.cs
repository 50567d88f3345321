using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Authoring.Seo;

internal static class LinkRules
{
    // What a link's text should not be alone, folded, in the languages that have checks.
    private static readonly HashSet<string> Vague = new(StringComparer.Ordinal)
    {
        "here", "click here", "this", "link", "this link", "read more", "more", "this page", "this article", "learn more", "click",
        "hier", "hier klicken", "mehr", "weiterlesen", "mehr erfahren", "dieser link", "klick hier", "klicken sie hier",
        "ici", "cliquez ici", "lire la suite", "en savoir plus", "ce lien", "plus", "lien",
        "aquí", "haz clic aquí", "leer más", "más", "saber más", "este enlace", "enlace",
        "burada", "buraya", "buraya tıklayın", "tıklayın", "devamı", "devamını oku", "bağlantı", "daha fazla",
        "qui", "clicca qui", "aqui", "clique aqui", "leia mais", "lees meer", "klik hier",
    };

    public static Measured Internal(SeoText text)
    {
        var links = text.Links.Count(l => l.Internal);
        return Measured.Of(links > 0, $"{links} links lead to pages of your own.", "Link to a piece of your own that goes on from here, with an address such as /guide.");
    }

    public static Measured External(SeoText text)
    {
        var links = text.Links.Count(l => !l.Internal);
        return Measured.Of(links > 0, $"{links} links lead to other sites.", "Link to a source for a figure or a claim.");
    }

    public static Measured Texts(SeoText text)
    {
        if (text.Links.Count == 0)
        {
            return Measured.NotCounted("Not counted: there are no links.");
        }

        var vague = text.Links.Where(l => l.Text.Length > 0 && Vague.Contains(TextFold.Of(l.Text, text.Language).Trim('.', '…', '!', '›', '»', ' '))).ToList();
        var bare = text.Links.Count(l => l.Bare);
        return Measured.Of(vague.Count == 0 && bare == 0,
            vague.Count == 0 && bare == 0 ? $"All {text.Links.Count} links say where they lead." : $"{vague.Count} of {text.Links.Count} links say nothing{(vague.Count > 0 ? $" (\"{vague[0].Text}\")" : "")}, {bare} show a bare address.",
            "Name what stands behind the link: \"our price list\" in place of \"here\".");
    }

    public static Measured Pictures(SeoText text) => text.WordCount < 300
        ? Measured.NotCounted($"Not counted: {text.WordCount} words need no picture.")
        : Measured.Of(text.PictureTexts.Count > 0, $"The text has {text.PictureTexts.Count} pictures.", "Add a picture, a screenshot or a chart that shows what the text says.");

    public static Measured PictureTexts(SeoText text)
    {
        if (text.PictureTexts.Count == 0)
        {
            return Measured.NotCounted("Not counted: there are no pictures.");
        }

        var missing = text.PictureTexts.Count(t => t.Length == 0);
        var tooLong = text.PictureTexts.Count(t => t.Length > 150);
        return Measured.Of(missing + tooLong == 0, $"{text.PictureTexts.Count - missing} of {text.PictureTexts.Count} pictures have a text in their place{(tooLong > 0 ? $", {tooLong} of more than 150 characters" : "")}.",
            "Describe each picture in up to 150 characters: ![what is to be seen](address).");
    }

    public static Measured ListsAndTables(SeoText text) => text.WordCount < 300
        ? Measured.NotCounted($"Not counted: {text.WordCount} words need no list.")
        : Measured.Of(text.ListsAndTables > 0, $"The text has {text.ListsAndTables} lists and tables.", "Set steps or choices as a list, or a comparison as a table.");
}
