using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadcaster.Tests.Support;

/// <summary>
/// The real program as a process of its own, on a free loopback port, so that it can be killed. It has an administrator, the
/// workspace "main" and an owner's token (<see cref="BroadcasterApp"/>), and may send to loopback.
/// </summary>
public sealed partial class BroadcasterProcess : IAsyncDisposable
{
    // A start under load takes a while; a start that takes longer than this will never come.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BroadcasterProcess(Process process) => this.process = process;

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>What it has written so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>Starts it and waits until it is ready and answers.</summary>
    /// <param name="root">Storage:Root, and where it is started.</param>
    /// <param name="settings">Configuration keys as they are written in appsettings.json ("Publishing:Lease").</param>
    /// <param name="program">Its Broadcaster.Web.dll; by default the one that was built with the tests.</param>
    public static async Task<BroadcasterProcess> StartAsync(string root, IReadOnlyDictionary<string, string>? settings = null, string? program = null)
    {
        var started = Launch(root, settings, program);
        try
        {
            await started.ReadyAsync();
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }

        return started;
    }

    /// <summary>As <see cref="StartAsync"/>, without waiting: see <see cref="ReadyAsync"/>.</summary>
    public static BroadcasterProcess Launch(string root, IReadOnlyDictionary<string, string>? settings = null, string? program = null)
    {
        var start = StartOf(root, program);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var launched = new BroadcasterProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        launched.Launch();
        return launched;
    }

    /// <summary>Waits until it says that it is ready, and answers.</summary>
    public async Task ReadyAsync()
    {
        try
        {
            Address = await ready.Task.WaitAsync(LongestStart, TimeProvider.System);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Broadcaster did not start within {LongestStart}:\n{Log}", late);
        }

        using var client = new HttpClient { BaseAddress = Address };
        using var live = await client.GetAsync("/healthz/live");
        live.EnsureSuccessStatusCode();
    }

    /// <summary>A client of its API with the owner's token, or with another.</summary>
    public BroadcasterApi Api(string token = BroadcasterApp.Token) => new(Address, token);

    /// <summary>kill -9, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM) and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("/bin/kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.StandardInput.Close();
        process.Dispose();
    }

    private void Launch()
    {
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"Broadcaster ended while it started:\n{Log}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (log)
        {
            log.AppendLine(line);
        }

        if (ReadyLine().Match(line) is { Success: true } said)
        {
            ready.TrySetResult(new Uri(said.Groups[1].Value));
        }
    }

    // The shell becomes the program (exec: one process, one id to kill) and leaves somebody behind who holds this process's
    // pipe: when the tests end, in whatever way, the pipe closes and the program goes too.
    private const string Shell =
        """
        exec 3<&0
        (cat <&3; kill -9 $$) >/dev/null 2>&1 &
        exec dotnet "$0" --urls http://127.0.0.1:0 </dev/null 3<&-
        """;

    private static ProcessStartInfo StartOf(string root, string? program = null) => new("/bin/sh", ["-c", Shell, program ?? Path.Combine(AppContext.BaseDirectory, "Broadcaster.Web.dll")])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = root,
        Environment =
        {
            ["Storage__Root"] = root,
            ["Bootstrap__AdminEmail"] = BroadcasterApp.AdminEmail,
            ["Bootstrap__AdminPassword"] = BroadcasterApp.AdminPassword,
            ["Bootstrap__Workspace"] = BroadcasterApp.Workspace,
            ["Bootstrap__ApiToken"] = BroadcasterApp.Token,
            ["Network__AllowPrivateAddresses"] = "true",
            ["Api__RequestsPerMinute"] = "0",

            // It lives for seconds: what the runtime would measure to optimise it costs more than it brings.
            ["DOTNET_TieredPGO"] = "0",
        },
    };

    [GeneratedRegex("^Broadcaster is ready: (http://[^, ]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadyLine();
}
