using System.Runtime.InteropServices;
using Broadcaster.Core.Foundation.Common.Text;

namespace Broadcaster.Core.Planning.Research.Analysis;

/// <summary>
/// Keywords and phrases of pages, computed here. Candidates are words and runs of two to four that neither begin nor end with
/// a small word and do not reach across punctuation (as in RAKE); they are weighed by where they stand (title, headings,
/// text), by how often, and by how many pages have them. A page that has words always gives some.
/// </summary>
internal sealed class KeywordMiner
{
    /// <summary>Of one page, its words; what matters stands before.</summary>
    public const int ManyTokens = 12_000;

    /// <summary>For a page by itself.</summary>
    public const int FewTokens = 3_000;

    private const int LongestPhrase = 4;

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<Key, Term> terms = [];
    private readonly List<(string Text, double Weight)> zones = [];
    private readonly string language;
    private readonly HashSet<string> topic;
    private readonly int mostTokens;
    private readonly System.Collections.Frozen.FrozenSet<string> small;
    private readonly Dictionary<string, (int Id, bool Small)> words = new(StringComparer.Ordinal);
    private int pages;

    /// <param name="topic">What the piece is about: words of it count a little more.</param>
    /// <param name="most">Words of a page that are looked at.</param>
    public KeywordMiner(string language, string topic, int most = ManyTokens)
    {
        mostTokens = most;
        this.language = language;
        this.topic = Stems.Of(topic, language);
        small = StopWords.Of(language);
    }

    public void Add(AnalysedPage page)
    {
        var content = page.Content;
        var before = zones.Count;
        zones.Add((content.Title, 4));
        foreach (var heading in content.Headings.Take(300))
        {
            zones.Add((heading.Text, heading.Level <= 2 ? 2.5 : 1.6));
        }

        if (content.Description is { } description)
        {
            zones.Add((description, 2));
        }

        zones.Add((content.Text.Length <= mostTokens * 10 ? content.Text : content.Text[..(mostTokens * 10)], 1));
        Count(before);
    }

    /// <summary>For a topic without pages: its words, and those of the brief.</summary>
    public void AddText(string text, double weight)
    {
        zones.Add((text, weight));
        Count(zones.Count - 1);
    }

    /// <summary>Best first, each with the words of its pages by number in <see cref="Add"/>'s order.</summary>
    public List<Mined> Best(int most)
    {
        var ranked = Ranked(t => t.Usable);

        // Nothing but small words, or single letters: better those than nothing.
        if (ranked.Count == 0)
        {
            ranked = Ranked(t => t.Length == 1);
        }

        var chosen = new List<Mined>();
        var taken = new List<(Key Key, int Length, int Count)>();
        foreach (var (key, term, score) in ranked)
        {
            // "content calendar" is said by "content calendar template" where it hardly stands without it, and the other way round.
            if (term.Length > 1 && taken.Exists(t => t.Length > 1 && (t.Key.Contains(t.Length, key, term.Length) || key.Contains(term.Length, t.Key, t.Length)) && Math.Min(term.Count, t.Count) * 10 >= Math.Max(term.Count, t.Count) * 6))
            {
                continue;
            }

            taken.Add((key, term.Length, term.Count));
            chosen.Add(new Mined(Surface(term), score, term.Length > 1, term.Count, [.. term.Pages]));
            if (chosen.Count == most)
            {
                break;
            }
        }

        var distinct = chosen.DistinctBy(m => TextFold.Of(m.Text, language), StringComparer.Ordinal).ToList();
        var top = distinct.Count > 0 ? distinct[0].Score : 1;
        return [.. distinct.Select(m => m with { Score = Math.Max(1, Math.Round(m.Score * 100 / top)) })];
    }

    private void Count(int firstZone)
    {
        var page = pages++;
        var budget = mostTokens;
        var unknown = small.Count == 0;
        for (var zone = firstZone; zone < zones.Count; zone++)
        {
            var (text, weight) = zones[zone];
            var tokens = Tokenizer.Of(text);
            if (tokens.Count > budget)
            {
                tokens.RemoveRange(budget, tokens.Count - budget);
            }

            budget -= tokens.Count;
            var known = Look(text, tokens, unknown);
            for (var i = 0; i < tokens.Count; i++)
            {
                if (tokens[i].Kind == TokenKind.Run)
                {
                    CountRun(text, tokens, i, zone, weight, page);
                    continue;
                }

                CountFrom(tokens, known, i, zone, weight, page);
            }
        }
    }

    private (int Id, bool Small)[] Look(string text, List<Token> tokens, bool unknown)
    {
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var known = new (int Id, bool Small)[tokens.Count];
        for (var i = 0; i < tokens.Count; i++)
        {
            var span = tokens[i].Of(text);
            if (!lookup.TryGetValue(span, out var word))
            {
                var folded = TextFold.Of(span.ToString(), language);
                var isSmall = small.Contains(folded) || folded.Length == 1 || (unknown && folded.Length <= 3 && !(folded.Length > 1 && span.IndexOfAnyExceptInRange('A', 'Z') < 0))
                    || (folded.Length == 2 && small.Count > 0 && span.IndexOfAnyExceptInRange('A', 'Z') >= 0 && tokens[i].Kind == TokenKind.Word && folded[0] < 0x80);
                word = (IdOf(Stemmer.Of(folded, language)), isSmall);
                lookup[span] = word;
            }

            // The ending behind an apostrophe is none of the word: Türkiye'nin, company's.
            known[i] = tokens[i].Gap == TokenGap.Apostrophe && (language == "tr" || tokens[i].Length <= 2) ? word with { Small = true } : word;

            // Parts of one word: the "in" of "opt-in" is no small word, and the "e" of "e-mail" no letter.
            if (tokens[i].Gap == TokenGap.Hyphen && i > 0)
            {
                known[i].Small = false;
                known[i - 1].Small = false;
            }
        }

        return known;
    }

    private void CountFrom(List<Token> tokens, (int Id, bool Small)[] known, int start, int zone, double weight, int page)
    {
        var key = default(Key);
        for (var length = 1; length <= LongestPhrase && start + length <= tokens.Count; length++)
        {
            var at = start + length - 1;
            if ((length > 1 && tokens[at].Gap == TokenGap.Break) || tokens[at].Kind == TokenKind.Run)
            {
                return;
            }

            key = key.With(length - 1, known[at].Id);
            var edge = known[start].Small || known[at].Small;
            if (length == 1)
            {
                var part = tokens[start].Gap == TokenGap.Hyphen || (start + 1 < tokens.Count && tokens[start + 1].Gap == TokenGap.Hyphen);
                Take(key, 1, tokens[start], tokens[start], zone, weight, page, usable: !edge && !part && tokens[start].Kind == TokenKind.Word);
                if (edge)
                {
                    return;
                }
            }
            else if (!edge && (length == 2 || Inner(known, start, at) <= 1) && HasWord(tokens, start, at))
            {
                Take(key, length, tokens[start], tokens[at], zone, weight, page, usable: true);
            }
        }
    }

    private static bool HasWord(List<Token> tokens, int start, int end)
    {
        for (var i = start; i <= end; i++)
        {
            if (tokens[i].Kind == TokenKind.Word)
            {
                return true;
            }
        }

        return false;
    }

    private static int Inner((int Id, bool Small)[] known, int start, int end)
    {
        var count = 0;
        for (var i = start + 1; i < end; i++)
        {
            count += known[i].Small ? 1 : 0;
        }

        return count;
    }

    // Scripts without spaces: a short run is a word; of a long one, every piece of two to four characters is tried, and only
    // what comes back counts. Hiragana is mostly grammar.
    private void CountRun(string text, List<Token> tokens, int i, int zone, double weight, int page)
    {
        var token = tokens[i];
        var hiragana = text[token.Start] is >= '\u3041' and <= '\u309f';
        if (token.Length <= 6)
        {
            Take(RunKey(text, token.Start, token.End), 1, token, token, zone, weight, page, usable: token.Length > 1 && !hiragana);

            // Two scripts side by side make one word: 編集カレンダー.
            if (i + 1 < tokens.Count && tokens[i + 1] is { Kind: TokenKind.Run, Length: <= 8 } next && next.Start == token.End && !hiragana && text[next.Start] is not (>= '\u3041' and <= '\u309f'))
            {
                Take(RunKey(text, token.Start, next.End), 2, token, next, zone, weight, page, usable: true);
            }

            return;
        }

        if (text[token.Start] is >= '\u30a0' and <= '\u30ff')
        {
            Take(RunKey(text, token.Start, token.End), 1, token, token, zone, weight, page, usable: true);
            return;
        }

        for (var start = token.Start; start < token.End && !hiragana; start++)
        {
            for (var length = 2; length <= 4 && start + length <= token.End; length++)
            {
                var part = new Token(start, length, TokenKind.Run, TokenGap.Space);
                Take(RunKey(text, start, start + length), 1, part, part, zone, weight, page, usable: true, again: true);
            }
        }
    }

    private Key RunKey(string text, int start, int end) => default(Key).With(0, IdOf(text[start..end]));

    private void Take(Key key, int length, Token first, Token last, int zone, double weight, int page, bool usable, bool again = false)
    {
        ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(terms, key, out var known);
        if (!known)
        {
            term = new Term(length) { MustComeBack = again };
        }

        term!.Usable |= usable;
        term.Count++;
        term.Weight += weight;
        term.Prominent |= weight > 1.5;
        term.MustComeBack &= again;
        if (term.Pages.Count == 0 || term.Pages[^1] != page)
        {
            term.Pages.Add(page);
        }

        if (term.Places.Count < 6)
        {
            term.Places.Add((zone, first.Start, last.End));
        }
    }

    private List<(Key Key, Term Term, double Score)> Ranked(Func<Term, bool> usable)
    {
        var found = new List<(Key Key, Term Term, double Score)>();
        foreach (var (key, term) in terms)
        {
            if (!usable(term) || (term.Length > 1 && term.Count < 2 && !term.Prominent) || (term.MustComeBack && term.Count < 2))
            {
                continue;
            }

            var score = Math.Log2(1 + term.Weight) * (1 + (0.6 * (term.Pages.Count - 1)));
            score *= term.Length switch { 1 => 1, 2 => 1.5, 3 => 1.55, _ => 1.4 };
            score *= term.Count == 1 && pages > 1 ? 0.7 : 1;
            found.Add((key, term, score));
        }

        // The topic's own words come first among equals; looked at only where it can matter.
        found.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : Text(a.Term).CompareTo(Text(b.Term), StringComparison.Ordinal));
        if (topic.Count > 0)
        {
            for (var i = 0; i < Math.Min(found.Count, 300); i++)
            {
                if (Stems.Overlap(Stems.Of(Text(found[i].Term), language), topic) > 0.49)
                {
                    found[i] = found[i] with { Score = found[i].Score * 1.3 };
                }
            }

            found.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : Text(a.Term).CompareTo(Text(b.Term), StringComparison.Ordinal));
        }

        return found;
    }

    private string Text(Term term) => Cut(term.Places[0]);

    // The form in which it stands most often, of those with the fewest capitals: headings write everything large.
    private string Surface(Term term) => term.Places.Select(Cut)
        .GroupBy(t => t, StringComparer.Ordinal)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Count(char.IsUpper)).ThenBy(g => g.Key, StringComparer.Ordinal)
        .First().Key;

    private string Cut((int Zone, int Start, int End) place) => Reading.PageReader.OneLine(zones[place.Zone].Text[place.Start..place.End]);

    private int IdOf(string stem)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, stem, out var known);
        if (!known)
        {
            id = ids.Count;
        }

        return id;
    }

    /// <param name="Pages">By their number.</param>
    internal sealed record Mined(string Text, double Score, bool Phrase, int Count, IReadOnlyList<int> Pages);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Key(int A, int B, int C, int D)
    {
        // Ids begin at 1, so 0 is none.
        public Key With(int place, int id) => place switch { 0 => this with { A = id }, 1 => this with { B = id }, 2 => this with { C = id }, _ => this with { D = id } };

        public bool Contains(int length, Key other, int otherLength)
        {
            for (var offset = 0; offset + otherLength <= length; offset++)
            {
                var same = true;
                for (var i = 0; i < otherLength && same; i++)
                {
                    same = At(offset + i) == other.At(i);
                }

                if (same)
                {
                    return true;
                }
            }

            return false;
        }

        private int At(int place) => place switch { 0 => A, 1 => B, 2 => C, _ => D };
    }

    private sealed class Term(int length)
    {
        public int Length => length;

        public int Count { get; set; }

        public double Weight { get; set; }

        public bool Prominent { get; set; }

        public bool Usable { get; set; }

        public bool MustComeBack { get; set; }

        public List<int> Pages { get; } = new(1);

        public List<(int Zone, int Start, int End)> Places { get; } = new(1);
    }
}
