namespace Broadcaster.Tests.Architecture;

/// <summary>The files that the rules of this folder read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every line of hand-written code in a folder, its subfolders included. Lines that are comments are left out.</summary>
    public static IEnumerable<SourceLine> CodeIn(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
        where !file.Split('/').Any(part => part is "bin" or "obj" or "Migrations")
        from line in File.ReadLines(path).Select((text, index) => new SourceLine(file, index + 1, text.Trim()))
        where !line.Text.StartsWith("//", StringComparison.Ordinal)
        select line;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Broadcaster.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests must run from inside the checkout: these ones read its source.");
    }
}
