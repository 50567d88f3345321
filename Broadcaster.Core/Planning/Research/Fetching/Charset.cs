using System.Text;
using System.Text.RegularExpressions;

namespace Broadcaster.Core.Planning.Research.Fetching;

/// <summary>Bytes into text: byte order mark, header, meta element, and where all are silent or wrong, the bytes themselves.</summary>
internal static partial class Charset
{
    private const int Prescan = 4096;

    // Names that the web uses and .NET does not, and those that browsers read as a superset (WHATWG Encoding, "Names and labels").
    private static readonly Dictionary<string, string> Labels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8", ["unicode-1-1-utf-8"] = "utf-8", ["x-unicode20utf8"] = "utf-8",
        ["iso-8859-1"] = "windows-1252", ["iso8859-1"] = "windows-1252", ["iso88591"] = "windows-1252", ["latin1"] = "windows-1252", ["latin-1"] = "windows-1252", ["l1"] = "windows-1252",
        ["ascii"] = "windows-1252", ["us-ascii"] = "windows-1252", ["cp1252"] = "windows-1252", ["x-cp1252"] = "windows-1252", ["ansi_x3.4-1968"] = "windows-1252",
        ["iso-8859-9"] = "windows-1254", ["iso8859-9"] = "windows-1254", ["latin5"] = "windows-1254", ["cp1254"] = "windows-1254", ["x-cp1254"] = "windows-1254",
        ["latin2"] = "iso-8859-2", ["iso8859-2"] = "iso-8859-2", ["cp1250"] = "windows-1250", ["x-cp1250"] = "windows-1250", ["cp1251"] = "windows-1251", ["x-cp1251"] = "windows-1251", ["win-1251"] = "windows-1251",
        ["x-sjis"] = "shift_jis", ["sjis"] = "shift_jis", ["ms_kanji"] = "shift_jis", ["windows-31j"] = "shift_jis", ["shift-jis"] = "shift_jis",
        ["gb2312"] = "gb18030", ["gbk"] = "gb18030", ["x-gbk"] = "gb18030", ["gb_2312-80"] = "gb18030", ["chinese"] = "gb18030", ["big5-hkscs"] = "big5", ["x-x-big5"] = "big5",
        ["ks_c_5601-1987"] = "euc-kr", ["korean"] = "euc-kr", ["x-euc-jp"] = "euc-jp", ["tis-620"] = "windows-874", ["iso-8859-11"] = "windows-874", ["iso-8859-8-i"] = "iso-8859-8", ["logical"] = "iso-8859-8",
    };

    // What a page without any declaration, and without valid UTF-8, most likely is.
    private static readonly Dictionary<string, string> ByLanguage = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tr"] = "windows-1254", ["pl"] = "iso-8859-2", ["cs"] = "windows-1250", ["hu"] = "iso-8859-2", ["sk"] = "windows-1250", ["ru"] = "windows-1251", ["uk"] = "windows-1251", ["bg"] = "windows-1251",
        ["el"] = "windows-1253", ["he"] = "windows-1255", ["ar"] = "windows-1256", ["ja"] = "shift_jis", ["zh"] = "gb18030", ["ko"] = "euc-kr", ["th"] = "windows-874",
    };

    /// <param name="header">The charset of Content-Type, if any.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? header)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Prescan)]);
        var declared = Find(header) ?? Find(MetaOf(head));

        // Valid UTF-8 beyond ASCII is UTF-8, whatever a forgotten declaration says: by chance it does not happen.
        if (IsUtf8(bytes, out var plain))
        {
            return declared is null || !plain || declared.CodePage is 1252 or 65001 or 1254 ? Encoding.UTF8.GetString(bytes) : declared.GetString(bytes);
        }

        return (declared ?? Find(ByLanguage.GetValueOrDefault(LanguageOf(head), "windows-1252"))!).GetString(bytes);
    }

    /// <summary>Null for a name that nobody knows.</summary>
    public static Encoding? Find(string? label)
    {
        var name = (label ?? "").Trim(' ', '"', '\'', ';', '\t');
        if (name.Length == 0)
        {
            return null;
        }

        name = Labels.GetValueOrDefault(name, name);
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes, out bool plain)
    {
        plain = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0;

        // ISO-2022-JP and its like are ASCII with escapes: their declaration counts.
        return System.Text.Unicode.Utf8.IsValid(bytes);
    }

    private static string? MetaOf(string head)
    {
        var match = MetaCharset().Match(head);
        if (!match.Success)
        {
            return XmlEncoding().Match(head) is { Success: true } xml ? xml.Groups[1].Value : null;
        }

        // A page that could be read up to here as ASCII is not UTF-16, whatever it says (WHATWG, prescan).
        var name = match.Groups[1].Value;
        return name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? "utf-8" : name;
    }

    private static string LanguageOf(string head) => HtmlLang().Match(head) is { Success: true } lang ? lang.Groups[1].Value : "";

    [GeneratedRegex("""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetaCharset();

    [GeneratedRegex("""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.\-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex XmlEncoding();

    [GeneratedRegex("""<html[^>]{0,300}?\slang\s*=\s*["']?([A-Za-z]{2})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HtmlLang();
}
