using System.Diagnostics;

namespace Broadcaster.Bench;

/// <summary>The program as a server runs it: published, and so compiled ahead of time.</summary>
internal static class PublishedProgram
{
    /// <summary>The path of its Broadcaster.Web.dll. What has not changed since the last time is not compiled again.</summary>
    public static async Task<string> MakeAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Broadcaster.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException("There is no Broadcaster.sln above the benchmarks: say --program.");
        }

        var output = Path.Combine(root.FullName, "bench", "Broadcaster.Bench", "bin", "program");
        Console.Error.WriteLine("publishing the program …");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(root.FullName, "Broadcaster.Web"), "-c", "Release", "-o", output, "--nologo", "-v:q"]) { UseShellExecute = false })!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(output, "Broadcaster.Web.dll")
            : throw new InvalidOperationException("It could not be published; what is above says why.");
    }
}
