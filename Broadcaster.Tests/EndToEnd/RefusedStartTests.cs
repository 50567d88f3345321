using System.Diagnostics;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>What a program says that cannot start: the real process, and what its terminal shows.</summary>
public sealed class RefusedStartTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task PasswordLink_ForNobody_IsSaidInOneLineWithoutAStackTrace()
    {
        using var root = new TempFolder();

        var (exitCode, said) = await RunAsync(root, "--password-link", "nobody@example.com");

        Assert.Equal(1, exitCode);
        Assert.Contains("Broadcaster cannot start. --password-link nobody@example.com: nobody has an account with this address.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Broadcaster is ready", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataFolder_AnotherProgramRunsOnIt_IsRefusedAndSaidWhy()
    {
        using var root = new TempFolder();
        await using var held = new FileStream(Path.Combine(root.FullPath, "broadcaster.db.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var (exitCode, said) = await RunAsync(root);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Another Broadcaster already runs on", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Broadcaster is ready", said, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(TempFolder root, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Broadcaster.Web.dll"), "--urls", "http://127.0.0.1:0", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = root.FullPath,
            Environment = { ["Storage__Root"] = root.FullPath },
        };
        using var program = Process.Start(start)!;
        try
        {
            var said = await Task.WhenAll(program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync()).WaitAsync(Longest, TimeProvider.System);
            await program.WaitForExitAsync();
            return (program.ExitCode, string.Concat(said));
        }
        finally
        {
            // One that starts all the same would go on for good.
            program.Kill();
        }
    }
}
