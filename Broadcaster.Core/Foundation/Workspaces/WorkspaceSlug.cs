using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadcaster.Core.Foundation.Workspaces;

/// <summary>The part of every address that names a workspace: lower-case letters, digits and single hyphens.</summary>
public static partial class WorkspaceSlug
{
    public const int Longest = 60;

    public const string Rule = "Use 1 to 60 lower-case letters, digits and single hyphens, e.g. acme-news.";

    public static bool IsValid(string? slug) => slug is { Length: > 0 and <= Longest } && Pattern().IsMatch(slug);

    /// <summary>The nearest slug to a name; "workspace" where nothing of it can be kept.</summary>
    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString(0, Math.Min(slug.Length, Longest)).Trim('-');
        return text.Length == 0 ? "workspace" : text;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.None, 1000)]
    private static partial Regex Pattern();
}
