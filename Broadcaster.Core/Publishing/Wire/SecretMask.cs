using System.Buffers;
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Wire;

/// <summary>Takes the secrets of a channel out of what the ledger and the log keep, in every form that they travel in.</summary>
public sealed partial class SecretMask
{
    public const string Mask = "•••";

    // Shorter ones would mask half of every text and hide nothing.
    private const int ShortestSecret = 4;

    private static readonly ConditionalWeakTable<object, SecretMask> Known = [];

    private static readonly HashSet<string> HiddenHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "Api-Key", "X-Auth-Token", "X-Access-Token",
    };

    private readonly string[] forms;
    private readonly SearchValues<string>? search;

    private SecretMask(IEnumerable<string> forms)
    {
        // Longest first: one form may hold another.
        this.forms = [.. forms.Where(f => f.Length >= ShortestSecret).Distinct().OrderByDescending(f => f.Length)];
        search = this.forms.Length == 0 ? null : SearchValues.Create(this.forms, StringComparison.Ordinal);
    }

    /// <summary>The mask for a settings record, made once for each.</summary>
    public static SecretMask Of(object settings) => Known.GetValue(settings, static s => new SecretMask(FormsOf(s)));

    /// <summary>A mask for secrets that stand in no record, with the names they may be joined to (user:password).</summary>
    public static SecretMask Of(IEnumerable<string> secrets, IEnumerable<string> names) => new(FormsOf([.. secrets], [.. names]));

    public string Apply(string text)
    {
        if (search is null || !text.AsSpan().ContainsAny(search))
        {
            return text;
        }

        foreach (var form in forms)
        {
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>An address without credentials in it: user info, secrets, and query values whose name says what they are.</summary>
    public string Apply(Uri address)
    {
        var text = Apply(address.AbsoluteUri);
        if (address.UserInfo.Length > 0)
        {
            text = text.Replace(address.UserInfo + "@", Mask + "@", StringComparison.Ordinal);
        }

        return address.Query.Length > 1 ? TellingQuery().Replace(text, "$1" + Mask) : text;
    }

    public string ApplyToHeader(string name, string value) => HiddenHeaders.Contains(name) ? Mask : Apply(value);

    private static IEnumerable<string> FormsOf(object settings)
    {
        var properties = settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0).ToList();
        var secrets = properties.Where(p => p.IsDefined(typeof(SecretAttribute))).SelectMany(p => Texts(p.GetValue(settings)));
        var names = properties.Where(p => !p.IsDefined(typeof(SecretAttribute)) && p.PropertyType == typeof(string)).SelectMany(p => Texts(p.GetValue(settings)));
        return FormsOf([.. secrets], [.. names]);
    }

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        null => [],
        string text => string.IsNullOrWhiteSpace(text) ? [] : [text],
        IEnumerable<KeyValuePair<string, string>> pairs => pairs.Select(p => p.Value),
        IEnumerable many => many.OfType<string>(),
        _ => [],
    };

    private static IEnumerable<string> FormsOf(IReadOnlyList<string> secrets, IReadOnlyList<string> names)
    {
        foreach (var secret in secrets.SelectMany(Spellings).Distinct().Where(s => s.Length >= ShortestSecret))
        {
            yield return secret;
            yield return Uri.EscapeDataString(secret);
            yield return Uri.EscapeDataString(secret).Replace("%20", "+", StringComparison.Ordinal);
            yield return JsonEncodedText.Encode(secret).ToString();
            yield return JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
            yield return System.Net.WebUtility.HtmlEncode(secret);
            yield return Base64(secret);
            foreach (var name in names)
            {
                yield return Base64($"{name}:{secret}");
                yield return Base64($"\0{name}\0{secret}");
            }
        }
    }

    // Application passwords are shown in groups with spaces and sent without; signing secrets have a prefix that is cut.
    private static IEnumerable<string> Spellings(string secret)
    {
        yield return secret;
        yield return secret.Trim();
        yield return string.Concat(secret.Where(c => !char.IsWhiteSpace(c)));
        if (secret.StartsWith("whsec_", StringComparison.Ordinal))
        {
            yield return secret["whsec_".Length..];
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex("([?&][^=&#]*(?:token|secret|password|passwd|signature|api_?key|apikey|access_key|auth)[^=&#]*=)[^&#]*", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex TellingQuery();
}
