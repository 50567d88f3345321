using System.Text.RegularExpressions;

namespace Broadcaster.Tests.Architecture;

/// <param name="File">From the root of the repository, with forward slashes.</param>
internal sealed record SourceLine(string File, int Number, string Text)
{
    public string FileName => File[(File.LastIndexOf('/') + 1)..];

    public bool IsIn(string folder) => File.StartsWith(folder + "/", StringComparison.Ordinal);

    public bool Mentions(string pattern) => Regex.IsMatch(Text, pattern, RegexOptions.CultureInvariant);

    public override string ToString() => $"{File}:{Number}: {Text}";
}
