using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Planning.Research.Analysis;

/// <summary>Headings of different pages that are about the same.</summary>
internal sealed class Themes
{
    private static readonly HashSet<string> Furniture = new(StringComparer.Ordinal)
    {
        "conclusion", "summary", "introduction", "related posts", "related articles", "comments", "leave a comment", "leave a reply", "share this", "share", "faq", "faqs", "frequently asked questions", "table of contents", "contents", "about the author", "newsletter", "further reading", "references", "more", "overview", "see also", "key takeaways",
        "fazit", "zusammenfassung", "einleitung", "kommentare", "inhalt", "inhaltsverzeichnis", "häufige fragen", "häufig gestellte fragen", "über den autor", "weitere artikel", "ähnliche artikel", "weiterlesen", "quellen", "das könnte sie auch interessieren",
        "conclusion générale", "sommaire", "commentaires", "en résumé", "questions fréquentes", "foire aux questions", "à lire aussi", "articles similaires", "à propos de l'auteur", "sources",
        "conclusión", "resumen", "introducción", "comentarios", "índice", "preguntas frecuentes", "artículos relacionados", "sobre el autor", "fuentes",
        "sonuç", "özet", "giriş", "yorumlar", "içindekiler", "sıkça sorulan sorular", "sık sorulan sorular", "ilgili yazılar", "yazar hakkında", "kaynaklar",
    };

    private readonly List<Theme> all = [];
    private readonly Dictionary<string, List<Theme>> byStem = new(StringComparer.Ordinal);

    public IReadOnlyList<Theme> All => all;

    public static Themes Of(IReadOnlyList<AnalysedPage> pages, string language, string topic)
    {
        var themes = new Themes();
        var about = Stems.Of(topic, language);
        for (var page = 0; page < pages.Count; page++)
        {
            var content = pages[page].Content;
            var headings = content.Headings.Where(h => h.Level is >= 2 and <= 4).Take(80).ToList();
            for (var i = 0; i < headings.Count; i++)
            {
                var text = headings[i].Text;
                var bare = TextFold.Of(text, content.Language).Trim(' ', ':', '.', '!', '?', '…');
                if (text.Length > 160 || Furniture.Contains(bare))
                {
                    continue;
                }

                // The topic stands in every second heading: it is not what tells them apart.
                var stems = Stems.Of(text, content.Language);
                var own = stems.Where(s => !about.Contains(s)).ToHashSet(StringComparer.Ordinal);
                themes.Add(own.Count > 0 ? own : stems, text, headings[i].Level, page, headings.Count < 2 ? 0 : i / (double)(headings.Count - 1));
            }
        }

        return themes;
    }

    private void Add(HashSet<string> stems, string text, int level, int page, double position)
    {
        if (stems.Count == 0)
        {
            return;
        }

        // Only those that share a word can be alike.
        foreach (var theme in stems.SelectMany(s => byStem.GetValueOrDefault(s, [])).Distinct().OrderBy(t => t.Number))
        {
            if (Alike(theme.Stems, stems))
            {
                theme.Take(text, level, page, position);
                return;
            }
        }

        var found = new Theme(all.Count, stems, text, level, page, position);
        all.Add(found);
        foreach (var stem in stems)
        {
            if (!byStem.TryGetValue(stem, out var with))
            {
                byStem[stem] = with = [];
            }

            with.Add(found);
        }
    }

    // One shared word is enough only where there is no other.
    private static bool Alike(HashSet<string> one, HashSet<string> other)
    {
        var shared = one.Count(other.Contains);
        var smaller = Math.Min(one.Count, other.Count);
        var larger = Math.Max(one.Count, other.Count);
        return shared > 0 && (smaller == 1 ? larger <= 2 : shared * 2 > smaller && shared * 3 >= larger);
    }
}

internal sealed class Theme
{
    private readonly List<double> positions = [];

    public Theme(int number, HashSet<string> stems, string text, int level, int page, double position)
    {
        Number = number;
        Stems = stems;
        Text = text;
        Level = level;
        Pages.Add(page);
        positions.Add(position);
    }

    /// <summary>In the order of finding.</summary>
    public int Number { get; }

    public HashSet<string> Stems { get; }

    /// <summary>The shortest wording.</summary>
    public string Text { get; private set; }

    public int Level { get; private set; }

    /// <summary>By their number.</summary>
    public SortedSet<int> Pages { get; } = [];

    /// <summary>0: at the beginning of pages; 1: at their end.</summary>
    public double Position => positions.Average();

    public void Take(string text, int level, int page, double position)
    {
        Pages.Add(page);
        positions.Add(position);
        Text = text.Length < Text.Length && text.Length > 8 ? text : Text;
        Level = Math.Min(Level, level);
    }
}
