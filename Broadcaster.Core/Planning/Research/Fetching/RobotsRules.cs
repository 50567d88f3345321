using System.Globalization;
using System.Text;

namespace Broadcaster.Core.Planning.Research.Fetching;

/// <summary>One site's robots.txt for one crawler, by RFC 9309: the longest rule that matches wins, and Allow wins a tie.</summary>
internal sealed class RobotsRules
{
    /// <summary>No rules: everything is allowed.</summary>
    public static readonly RobotsRules AllowAll = new([], null);

    /// <summary>Nothing is allowed: the site cannot say (RFC 9309, 2.3.1.4).</summary>
    public static readonly RobotsRules DisallowAll = new([new Rule("/", false)], null);

    private readonly List<Rule> rules;

    private RobotsRules(List<Rule> rules, TimeSpan? delay)
    {
        this.rules = rules;
        CrawlDelay = delay;
    }

    /// <summary>Not in the RFC, but sites ask for it; at most ten seconds here.</summary>
    public TimeSpan? CrawlDelay { get; }

    /// <param name="product">The crawler's product token, e.g. BroadcasterBot.</param>
    public static RobotsRules Parse(string text, string product)
    {
        var own = new Group();
        var all = new Group();
        var named = false;
        bool forUs = false, forAll = false, inRules = true;
        foreach (var raw in text.TrimStart('\ufeff').Split(['\n', '\r']))
        {
            var line = raw.AsSpan();
            if (line.IndexOf('#') is >= 0 and var comment)
            {
                line = line[..comment];
            }

            var colon = line.IndexOf(':');
            if (colon < 0)
            {
                continue;
            }

            var key = line[..colon].Trim();
            var value = line[(colon + 1)..].Trim();
            if (key.Equals("user-agent", StringComparison.OrdinalIgnoreCase) || key.Equals("useragent", StringComparison.OrdinalIgnoreCase))
            {
                if (inRules)
                {
                    (forUs, forAll, inRules) = (false, false, false);
                }

                forAll |= value is "*";
                forUs |= TokenOf(value).Equals(product, StringComparison.OrdinalIgnoreCase);
                named |= forUs;
                continue;
            }

            var allow = key.Equals("allow", StringComparison.OrdinalIgnoreCase);
            if (allow || key.Equals("disallow", StringComparison.OrdinalIgnoreCase))
            {
                inRules = true;

                // An empty rule matches nothing.
                if (value.Length > 0)
                {
                    var rule = new Rule(Canonical(value.ToString()), allow);
                    AddTo(forUs, own, rule);
                    AddTo(forAll, all, rule);
                }
            }
            else if (key.Equals("crawl-delay", StringComparison.OrdinalIgnoreCase))
            {
                inRules = true;
                if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0)
                {
                    var delay = TimeSpan.FromSeconds(Math.Min(seconds, 10));
                    own.Delay = forUs ? delay : own.Delay;
                    all.Delay = forAll ? delay : all.Delay;
                }
            }
        }

        var group = named ? own : all;
        return new RobotsRules(group.Rules, group.Delay);
    }

    /// <param name="pathAndQuery">As in the request: /a/b?c=d.</param>
    public bool Allows(string pathAndQuery)
    {
        var path = Canonical(pathAndQuery);
        if (path == "/robots.txt")
        {
            return true;
        }

        Rule? best = null;
        foreach (var rule in rules)
        {
            if ((best is null || rule.Pattern.Length > best.Pattern.Length || (rule.Pattern.Length == best.Pattern.Length && rule.Allow)) && Matches(path, rule.Pattern))
            {
                best = rule;
            }
        }

        return best?.Allow ?? true;
    }

    private static void AddTo(bool applies, Group group, Rule rule)
    {
        // A file of 500 KiB can hold 60,000 rules; nobody means more than these.
        if (applies && group.Rules.Count < 5_000)
        {
            group.Rules.Add(rule);
        }
    }

    // "Googlebot/2.1" means Googlebot.
    private static ReadOnlySpan<char> TokenOf(ReadOnlySpan<char> value)
    {
        var end = value.IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");
        return end < 0 ? value : value[..end];
    }

    // The pieces between the stars are looked for from left to right: no backtracking, whatever the pattern.
    private static bool Matches(ReadOnlySpan<char> path, ReadOnlySpan<char> pattern)
    {
        var anchored = pattern.EndsWith("$", StringComparison.Ordinal);
        if (anchored)
        {
            pattern = pattern[..^1];
        }

        var first = true;
        while (true)
        {
            var star = pattern.IndexOf('*');
            var piece = star < 0 ? pattern : pattern[..star];
            if (star < 0 && anchored)
            {
                return first ? path.SequenceEqual(piece) : path.EndsWith(piece, StringComparison.Ordinal);
            }

            var at = first ? path.StartsWith(piece, StringComparison.Ordinal) ? 0 : -1 : path.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            if (star < 0)
            {
                return true;
            }

            path = path[(at + piece.Length)..];
            pattern = pattern[(star + 1)..];
            first = false;
        }
    }

    // RFC 9309, 2.2.2: letters beyond ASCII are compared as UTF-8 octets, and what needs no encoding without it.
    private static string Canonical(string path)
    {
        var text = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (c == '%' && i + 2 < path.Length && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]))
            {
                var value = (char)int.Parse(path.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                if (char.IsAsciiLetterOrDigit(value) || value is '-' or '.' or '_' or '~')
                {
                    text.Append(value);
                }
                else
                {
                    text.Append('%').Append(char.ToUpperInvariant(path[i + 1])).Append(char.ToUpperInvariant(path[i + 2]));
                }

                i += 2;
            }
            else if (c < 0x80)
            {
                text.Append(c);
            }
            else
            {
                var length = char.IsHighSurrogate(c) && i + 1 < path.Length ? 2 : 1;
                foreach (var octet in Encoding.UTF8.GetBytes(path, i, length))
                {
                    text.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
                }

                i += length - 1;
            }
        }

        return text.ToString();
    }

    private sealed record Rule(string Pattern, bool Allow);

    private sealed class Group
    {
        public List<Rule> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }
    }
}
