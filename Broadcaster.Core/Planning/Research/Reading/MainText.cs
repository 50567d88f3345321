using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Broadcaster.Core.Foundation.Common.Markdown;

namespace Broadcaster.Core.Planning.Research.Reading;

/// <summary>
/// Finds what a page is about among its menus, boxes and footers. Text is scored by length, commas and how little of it is
/// links; its containers inherit the score; the best container wins and is widened while that adds more text than links.
/// Where little is found, less is thrown away, so that a page that has words never comes out empty.
/// </summary>
internal sealed partial class MainText
{
    private const int FewWords = 120;

    private static readonly FrozenSet<string> NeverText = new[]
    {
        "script", "style", "template", "svg", "math", "iframe", "object", "embed", "canvas", "video", "audio", "head", "link", "meta", "select", "textarea", "button", "input", "option", "datalist", "map", "frameset", "progress", "meter",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Blocks = new[]
    {
        "p", "div", "section", "article", "main", "aside", "header", "footer", "nav", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "pre", "figure", "figcaption",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "form", "fieldset", "legend", "address", "details", "summary", "center", "body", "noscript", "amp-accordion", "hgroup", "search", "dialog", "menu", "label",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> AsideRoles = new[] { "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly List<Piece> pieces = [];
    private readonly Dictionary<IElement, Box> boxes = [];

    /// <summary>What is beside the point, by what kind of place it stands in: the least likely text first.</summary>
    [Flags]
    internal enum Place
    {
        Main = 0,

        /// <summary>Class or id names a box: related, share, comments, sidebar.</summary>
        Boxed = 1,

        /// <summary>nav, aside, footer, a page's header, or the role of one.</summary>
        Frame = 2,

        Hidden = 4,

        Noscript = 8,
    }

    public IReadOnlyList<Piece> Chosen { get; private set; } = [];

    public static MainText Of(IElement body)
    {
        var found = new MainText();
        found.Walk(body);
        found.Choose(body);
        return found;
    }

    private void Choose(IElement body)
    {
        var candidates = pieces.Where(p => p.Place == Place.Main).ToList();
        var top = Top(candidates, body);
        var chosen = top is null ? [] : candidates.Where(p => IsWithin(p.Holder, top)).Where(Keeps).ToList();

        // Less and less is thrown away until there is something to read.
        if (Words(chosen) < FewWords)
        {
            chosen = Richer(chosen, candidates.Where(p => p.LinkShare < 0.5 || p.HeadingLevel > 0), 1.6);
            chosen = Richer(chosen, pieces.Where(p => p.Place is Place.Main or Place.Boxed && (p.LinkShare < 0.6 || p.HeadingLevel > 0)), 2);
            chosen = Richer(chosen, pieces.Where(p => !p.Place.HasFlag(Place.Hidden) && !p.Place.HasFlag(Place.Noscript)), Words(chosen) < 15 ? 1.01 : 8);
            chosen = Richer(chosen, pieces.Where(p => p.Place.HasFlag(Place.Noscript) || p.Place == Place.Main), Words(chosen) < 15 ? 1.01 : 4);
            chosen = Words(chosen) == 0 ? pieces : chosen;
        }

        Chosen = chosen;
    }

    private static List<Piece> Richer(List<Piece> chosen, IEnumerable<Piece> more, double factor)
    {
        var all = more.ToList();
        return Words(all) > Words(chosen) * factor ? all : chosen;
    }

    private static int Words(List<Piece> some) => some.Sum(p => p.HeadingLevel > 0 ? 0 : p.Words);

    private IElement? Top(List<Piece> candidates, IElement body)
    {
        // A page that marks its main text knows best, where that holds most of it.
        var total = Math.Max(1, candidates.Sum(p => p.Length));
        var marked = boxes
            .Where(b => b.Key.LocalName is "article" or "main" || b.Key.GetAttribute("role") == "main" || b.Key.GetAttribute("itemprop") == "articleBody")
            .Select(b => (Element: b.Key, b.Value.Length))
            .Where(m => m.Length * 10 > total * 6)
            .OrderBy(m => m.Length)
            .Select(m => m.Element)
            .FirstOrDefault();
        if (marked is not null)
        {
            return marked;
        }

        foreach (var piece in candidates)
        {
            if (piece.HeadingLevel > 0 || piece.Length < 25)
            {
                continue;
            }

            var points = (1 + piece.Commas + Math.Min(3, piece.Length / 100.0)) * (1 - piece.LinkShare);
            var share = 1.0;
            var holder = piece.Holder;
            for (var level = 0; holder is not null && level < 5; holder = holder.ParentElement)
            {
                if (boxes.TryGetValue(holder, out var box))
                {
                    box.Points += points * share;
                    share = level == 0 ? 0.5 : share * 0.67;
                    level++;
                }

                if (ReferenceEquals(holder, body))
                {
                    break;
                }
            }
        }

        var best = boxes.Where(b => b.Value.Points > 0).OrderByDescending(b => (b.Value.Points + b.Value.Bonus) * (1 - b.Value.LinkShare)).Select(b => b.Key).FirstOrDefault();

        // Posts of a forum, parts of a guide: each scores alone, together they are the page.
        while (best?.ParentElement is { } parent && !ReferenceEquals(best, body) && boxes.TryGetValue(parent, out var wider)
            && wider.Length > boxes[best].Length * 1.4 && wider.LinkShare < 0.35)
        {
            best = parent;
        }

        return best;
    }

    private static bool Keeps(Piece piece) =>
        piece.HeadingLevel > 0 || piece.LinkShare < 0.5 || (piece.LinkShare < 0.8 && piece.Words > 25);

    private static bool IsWithin(IElement? element, IElement top)
    {
        for (; element is not null; element = element.ParentElement)
        {
            if (ReferenceEquals(element, top))
            {
                return true;
            }
        }

        return false;
    }

    private void Walk(IElement body)
    {
        var writer = new PieceWriter(this);
        var places = new Stack<Place>();
        places.Push(Place.Main);
        boxes[body] = new Box();
        writer.Open(body, 0, Place.Main);
        NodeWalk.Visit(
            body,
            node =>
            {
                if (node is IText text)
                {
                    writer.Add(text.Data);
                    return false;
                }

                if (node is not IElement element || NeverText.Contains(element.LocalName))
                {
                    return false;
                }

                var place = places.Peek() | PlaceOf(element);
                places.Push(place);
                Enter(element, place, writer);
                return true;
            },
            node => Leave((IElement)node, places, writer));
        writer.Flush();
        Sum(body);
    }

    private void Enter(IElement element, Place place, PieceWriter writer)
    {
        var name = element.LocalName;
        if (name == "a" && element.HasAttribute("href"))
        {
            writer.LinkDepth++;
            writer.Links++;
        }
        else if (name == "br")
        {
            writer.Break();
        }
        else if (name is "img" or "amp-img" or "picture")
        {
            writer.Pictures += name == "picture" || IsTiny(element) || element.ParentElement?.LocalName == "picture" ? 0 : 1;
            writer.Pictures += name == "picture" ? 1 : 0;
        }

        if (Blocks.Contains(name))
        {
            boxes[element] = new Box { Bonus = BonusOf(element) };
            writer.Open(element, name.Length == 2 && name[0] == 'h' && char.IsAsciiDigit(name[1]) ? name[1] - '0' : element.Attributes.Length > 0 && element.GetAttribute("role") == "heading" ? 2 : 0, place);
        }
    }

    private static void Leave(IElement element, Stack<Place> places, PieceWriter writer)
    {
        places.Pop();
        if (element.LocalName == "a" && element.HasAttribute("href"))
        {
            writer.LinkDepth--;
        }

        if (Blocks.Contains(element.LocalName))
        {
            writer.Close(BlockAround(element), places.Peek());
        }
    }

    private static IElement BlockAround(IElement element)
    {
        var parent = element.ParentElement!;
        while (!Blocks.Contains(parent.LocalName) && parent.ParentElement is { } higher)
        {
            parent = higher;
        }

        return parent;
    }

    private void Sum(IElement body)
    {
        foreach (var piece in pieces.Where(p => p.Place == Place.Main && p.HeadingLevel == 0))
        {
            for (var holder = (IElement?)piece.Holder; holder is not null; holder = holder.ParentElement)
            {
                if (boxes.TryGetValue(holder, out var box))
                {
                    box.Length += piece.Length;
                    box.LinkLength += (int)(piece.Length * piece.LinkShare);
                }

                if (ReferenceEquals(holder, body))
                {
                    break;
                }
            }
        }
    }

    private static Place PlaceOf(IElement element)
    {
        var name = element.LocalName;
        var place = name switch
        {
            "nav" or "footer" or "aside" or "dialog" or "menu" => Place.Frame,
            "header" when !IsInMain(element) => Place.Frame,
            "form" when element.QuerySelector("p, article, h2") is null => Place.Frame,
            "noscript" => Place.Noscript,
            _ => Place.Main,
        };
        if (element.Attributes.Length == 0)
        {
            return place;
        }

        if (element.GetAttribute("role") is { Length: > 0 } role && AsideRoles.Contains(role))
        {
            place |= Place.Frame;
        }

        if (element.HasAttribute("hidden") || (element.GetAttribute("style") is { Length: > 0 } style && Hidden().IsMatch(style)))
        {
            place |= Place.Hidden;
        }

        if (name is not ("body" or "article" or "main" or "html"))
        {
            place |= BoxNames.IsFrame(element.ClassName) || BoxNames.IsFrame(element.Id) ? Place.Frame
                : BoxNames.IsBox(element.ClassName) || BoxNames.IsBox(element.Id) ? Place.Boxed
                : Place.Main;
        }

        return place;
    }

    private static bool IsInMain(IElement element)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (parent.LocalName is "article" or "main" || parent.GetAttribute("role") == "main")
            {
                return true;
            }
        }

        return false;
    }

    private static double BonusOf(IElement element)
    {
        var points = element.Attributes.Length > 0 && (BoxNames.IsLikely(element.ClassName) || BoxNames.IsLikely(element.Id)) ? 15.0 : 0;
        return points + (element.LocalName switch { "article" or "main" => 15, "div" or "section" => 2, "blockquote" or "td" or "pre" => 1, "ul" or "ol" or "dl" or "form" or "address" => -4, _ => 0 });
    }

    private static bool IsTiny(IElement picture) => picture.GetAttribute("width") is "1" or "0" || picture.GetAttribute("height") is "1" or "0";

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();

    /// <summary>A run of text in one block.</summary>
    internal sealed record Piece(IElement Holder, int HeadingLevel, string Text, int Length, int Commas, int Words, double LinkShare, int Pictures, int Links)
    {
        public bool IsSummary => Holder.LocalName is "summary" or "dt";

        public Place Place { get; init; }
    }

    private sealed class Box
    {
        public double Points { get; set; }

        public double Bonus { get; init; }

        public int Length { get; set; }

        public int LinkLength { get; set; }

        public double LinkShare => Length == 0 ? 0 : (double)LinkLength / Length;
    }

    /// <summary>Gathers the text between one block's edge and the next.</summary>
    private sealed class PieceWriter(MainText owner)
    {
        private readonly StringBuilder text = new();
        private IElement? holder;
        private int headingLevel;
        private Place place;
        private int linkLength;

        public int LinkDepth { get; set; }

        public int Links { get; set; }

        public int Pictures { get; set; }

        public void Add(string data)
        {
            var before = text.Length;
            text.Append(data);
            linkLength += LinkDepth > 0 ? text.Length - before : 0;
        }

        /// <summary>A line's end that the page asks for: what follows is a piece of its own in the same block.</summary>
        public void Break()
        {
            if (headingLevel > 0)
            {
                text.Append(' ');
            }
            else
            {
                Flush();
            }
        }

        public void Open(IElement element, int level, Place at)
        {
            Flush();
            (holder, headingLevel, place) = (element, level, at);
        }

        public void Close(IElement parent, Place at)
        {
            Flush();
            (holder, headingLevel, place) = (parent, 0, at);
        }

        public void Flush()
        {
            var line = PageReader.OneLine(text.ToString());
            if (line.Length > 0 && holder is not null)
            {
                var share = Math.Min(1, linkLength / (double)Math.Max(1, text.Length));
                owner.pieces.Add(new Piece(holder, headingLevel, line, line.Length, line.AsSpan().Count(',') + line.AsSpan().Count('、') + line.AsSpan().Count('،'), CountWords(line), share, Pictures, Links) { Place = place });
                Pictures = Links = 0;
            }
            else if ((Pictures > 0 || Links > 0) && holder is not null && owner.pieces.Count > 0 && place == Place.Main)
            {
                // A picture alone belongs to what stands before it.
                var last = owner.pieces[^1];
                owner.pieces[^1] = last with { Pictures = last.Pictures + Pictures, Links = last.Links + Links };
                Pictures = Links = 0;
            }

            text.Clear();
            linkLength = 0;
        }

        // Rough and quick, to weigh pieces against each other.
        private static int CountWords(string line)
        {
            var spaces = line.AsSpan().Count(' ') + 1;
            return line.AsSpan().IndexOfAnyInRange('\u3040', '\u9fff') >= 0 ? Math.Max(spaces, line.Length / 2) : spaces;
        }
    }
}
