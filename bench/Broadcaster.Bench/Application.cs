using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcaster.Tests.Support;

namespace Broadcaster.Bench;

/// <summary>The real program as a process of its own, on an empty database, with an API client.</summary>
internal sealed class Application : IAsyncDisposable
{
    public const string AdminEmail = "bench@example.test";
    public const string AdminPassword = "a long password for the bench";

    private const string Token = "brc_benchbenchbenchbenchbenchbenchbench00";

    private static readonly List<string> Folders = [];

    private readonly string home;
    private readonly PostgresCluster? server;
    private readonly Process running;

    private Application(string home, PostgresCluster? server, Process running, HttpClient api, TimeSpan startUp)
    {
        this.home = home;
        this.server = server;
        this.running = running;
        Api = api;
        StartUp = startUp;
    }

    public HttpClient Api { get; }

    /// <summary>From the start of the process to the first page.</summary>
    public TimeSpan StartUp { get; }

    public string? ConnectionString { get; private init; }

    public static async Task<Application> StartAsync(string program, string database)
    {
        if (!File.Exists(program))
        {
            throw new FileNotFoundException($"Build it first: dotnet build -c Release. There is no {program}.");
        }

        var cluster = database == "postgres" ? await PostgresCluster.StartAsync(fsync: true) : null;
        var connection = cluster is null ? null : (await cluster.CreateDatabaseAsync()).ConnectionString;
        var folder = Directory.CreateTempSubdirectory("broadcaster-bench-").FullName;
        Folders.Add(folder);
        var port = FreePort.Take();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet", [program, "--urls", address])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Bootstrap__AdminEmail"] = AdminEmail,
                ["Bootstrap__AdminPassword"] = AdminPassword,
                ["Bootstrap__ApiToken"] = Token,
                ["Network__AllowPrivateAddresses"] = "true",
                ["Storage__Root"] = folder,
                ["Api__RequestsPerMinute"] = "0",
                ["Publishing__MaxConcurrency"] = "64",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        if (connection is not null)
        {
            start.Environment["Database__Provider"] = "Postgres";
            start.Environment["Database__ConnectionString"] = connection;
        }

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data?.StartsWith("Broadcaster is ready", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The program ended before it was ready; what is above says why."));
        process.ErrorDataReceived += static (_, e) => Console.Error.WriteLine(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var api = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        using (var page = await api.GetAsync("/signin"))
        {
            page.EnsureSuccessStatusCode();
        }

        return new Application(folder, cluster, process, api, clock.Elapsed) { ConnectionString = connection };
    }

    /// <summary>CPU seconds spent so far: the program, and PostgreSQL with all its backends.</summary>
    public (double Program, double Database) Cpu()
    {
        running.Refresh();
        return (running.TotalProcessorTime.TotalSeconds, server is null ? 0 : ProcessTree.CpuSecondsOf("postgres", ConnectionString!));
    }

    /// <summary>How many files of what went out it has written.</summary>
    public int PublishedFiles() =>
        Directory.Exists(Path.Combine(home, "published")) ? Directory.GetFiles(Path.Combine(home, "published"), "*", SearchOption.AllDirectories).Count(f => !f.EndsWith(".tmp", StringComparison.Ordinal)) : 0;

    public long ResidentBytes()
    {
        running.Refresh();
        return running.WorkingSet64;
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await Api.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }

    public Task<JsonElement> GetAsync(string path) => Api.GetFromJsonAsync<JsonElement>(path);

    public async Task<int> CountJobsAsync(string status) =>
        (await GetAsync($"/api/v1/jobs?status={status}&pageSize=1")).GetProperty("total").GetInt32();

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        running.Kill(entireProcessTree: true);
        await running.WaitForExitAsync();
        running.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    // Behind the last run: ext4 does not take up what was just freed, and looks long for room for each file of the next run.
    public static void DeleteFolders() => Folders.ForEach(f => Directory.Delete(f, recursive: true));
}
