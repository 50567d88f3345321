using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Broadcaster.Tests.Support;
using Npgsql;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>What a program says that cannot start: the real process, and what its terminal shows.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public async Task PasswordLink_ForNobody_IsSaidInOneLine()
    {
        using var root = new TempFolder();

        var said = await RefusedAsync(root, ["--password-link", "nobody@example.com"]);

        Assert.Equal("Broadcaster cannot start. --password-link nobody@example.com: nobody has an account with this address.", said);
    }

    [Fact]
    public async Task DataFolder_AnotherProgramRunsOnIt_IsRefusedAndSaidWhy()
    {
        using var root = new TempFolder();
        await using var held = new FileStream(root.Combine("broadcaster.db.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var said = await RefusedAsync(root, []);

        Assert.StartsWith($"Broadcaster cannot start. Another Broadcaster already runs on {root.Combine("broadcaster.db")}.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_SomebodyElseListensThere_IsNamedWithTheWayOut()
    {
        using var root = new TempFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var said = await RefusedAsync(root, ["--urls", $"http://{other.LocalEndpoint}"]);

        Assert.Equal(
            $"Broadcaster cannot start. Failed to bind to address http://{other.LocalEndpoint}: address already in use. Free the address, or choose another one: --urls http://localhost:5081",
            said);
    }

    [Fact]
    public async Task Database_IsAway_IsWaitedForAndSaidSo_AndThenUsed()
    {
        using var root = new TempFolder();
        await using var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        await using var road = new BadRoad(database) { Closed = true };

        await using var program = BroadcasterProcess.Launch(root.FullPath, new Dictionary<string, string>
        {
            ["Database:Provider"] = "Postgres", ["Database:ConnectionString"] = road.ConnectionString,
        });
        await Eventually.TrueAsync(() => program.Log.Contains("Still starting, after 10 s.", StringComparison.Ordinal), () => program.Log);
        Assert.False(program.HasExited);
        road.Closed = false;
        await program.ReadyAsync();

        Assert.Equal(1, Regex.Count(program.Log, "The database cannot be used yet; it is tried until it can. Database:ConnectionString: "));
        Assert.DoesNotContain("   at ", program.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_IsAwayAndIsNotToBeWaitedFor_TheSettingIsNamed()
    {
        using var root = new TempFolder();
        var port = FreePort.Take();

        var said = await RefusedAsync(
            root,
            ["--Database:Provider=Postgres", $"--Database:ConnectionString=Host=127.0.0.1;Port={port};Username=a;Password=unsaid;Database=b", "--Database:LongestWait=00:00:00"]);

        Assert.Equal($"Broadcaster cannot start. Database:ConnectionString: Failed to connect to 127.0.0.1:{port}: Connection refused.", said);
    }

    [Theory]
    [InlineData("Database", "nobody_made_it", "database \"nobody_made_it\" does not exist. Create it (createdb), or name one that is there. (3D000)")]
    [InlineData("Username", "nobody", "role \"nobody\" does not exist. (28000)")]
    public async Task Database_RefusesWhatIsConfigured_IsNotWaitedFor(string part, string value, string why)
    {
        using var root = new TempFolder();
        await using var database = await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { [part] = value };

        var said = await RefusedAsync(root, ["--Database:Provider=Postgres", $"--Database:ConnectionString={wrong.ConnectionString}"]);

        Assert.Equal($"Broadcaster cannot start. Database:ConnectionString: {why}", said);
    }

    [Fact]
    public async Task LongestWait_IsNegative_TheSettingIsNamed()
    {
        using var root = new TempFolder();

        var said = await RefusedAsync(root, ["--Database:LongestWait=-00:00:01"]);

        Assert.StartsWith("Broadcaster cannot start. Database:LongestWait is a time such as 00:05:00", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrustedProxy_IsNoAddress_TheSettingIsNamed()
    {
        using var root = new TempFolder();

        var said = await RefusedAsync(root, ["--Network:TrustedProxies:0=the-proxy"]);

        Assert.Equal("Broadcaster cannot start. Network:TrustedProxies: 'the-proxy' is no address and no range. Use e.g. 10.0.0.5 or 10.0.0.0/8.", said);
    }

    // What it says, which is no stack trace.
    private static async Task<string> RefusedAsync(TempFolder root, string[] arguments)
    {
        var (exitCode, said) = await RunAsync(root, arguments);

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Broadcaster is ready", said, StringComparison.Ordinal);

        // On a loaded machine it says before that it is still starting.
        return said.Trim() is var all && all.IndexOf("Broadcaster cannot start.", StringComparison.Ordinal) is var from and >= 0 ? all[from..] : all;
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(TempFolder root, string[] arguments)
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
            var said = await Task.WhenAll(program.StandardOutput.ReadToEndAsync(), program.StandardError.ReadToEndAsync()).Soon();
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
