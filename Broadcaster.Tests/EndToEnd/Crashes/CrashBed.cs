using System.Text.Json.Nodes;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>
/// The real program as a process, on a database of its own, and a sink that counts. It can be killed and started again; what
/// was written stays.
/// </summary>
public abstract class CrashBed : IAsyncLifetime
{
    private readonly List<BroadcasterProcess> nodes = [];
    private BroadcasterApi? api;

    public CountingSink Sink { get; private set; } = null!;

    /// <summary>The process that <see cref="Api"/> talks to.</summary>
    public BroadcasterProcess Program { get; private set; } = null!;

    public BroadcasterApi Api => api ?? throw new InvalidOperationException("The program does not run.");

    protected TempFolder Folder { get; } = new();

    /// <summary>Configuration beside the database's; a bed with other wishes overrides it.</summary>
    protected virtual Dictionary<string, string> Settings => new()
    {
        // The shortest that the program takes: what a crash leaves behind is taken up soon.
        ["Publishing:Lease"] = "00:00:05",
        ["Publishing:SweepInterval"] = "00:00:00.2",
        ["Publishing:ShutdownGrace"] = "00:00:01",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Broadcaster"] = "Information",
    };

    public async Task InitializeAsync()
    {
        Sink = await CountingSink.StartAsync();
        await PrepareDatabaseAsync();
        await StartAsync();
        await Api.PatchAsync("settings", new { publishing = new { backoffSeconds = new[] { 1 }, maxRetries = 5 } });
    }

    public async Task DisposeAsync()
    {
        api?.Dispose();
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await Sink.DisposeAsync();
        await RemoveDatabaseAsync();
        Folder.Dispose();
    }

    /// <summary>Starts the program, for the first time or after a crash.</summary>
    public async Task StartAsync()
    {
        Program = await StartNodeAsync("main", Settings);
        api?.Dispose();
        api = Program.Api();
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => Program.KillAsync();

    /// <summary>From now on nothing can be committed; what tries to waits. Takes effect once.</summary>
    public abstract IDatabaseGrip Grip();

    /// <summary>Takes the database away for so long and brings it back.</summary>
    public abstract Task TakeDatabaseAwayAsync(TimeSpan duration);

    /// <summary>Waits until the job has this status; answers it with its attempts, or fails with what the program logged.</summary>
    public async Task<JsonObject> JobOnceAsync(Guid id, string status)
    {
        try
        {
            return await Api.JobOnceAsync(id, status);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{Program.Log}", late);
        }
    }

    protected async Task<BroadcasterProcess> StartNodeAsync(string folder, Dictionary<string, string> settings)
    {
        foreach (var (key, value) in DatabaseSettings)
        {
            settings[key] = value;
        }

        var node = await BroadcasterProcess.StartAsync(Directory.CreateDirectory(Folder.Combine(folder)).FullName, settings);
        nodes.Add(node);
        return node;
    }

    protected abstract Dictionary<string, string> DatabaseSettings { get; }

    protected abstract Task PrepareDatabaseAsync();

    protected abstract Task RemoveDatabaseAsync();
}

/// <summary>Holds the database so that nothing can be committed, until it is let go.</summary>
public interface IDatabaseGrip : IDisposable
{
    /// <summary>Waits until the program stands before the database and cannot commit what it knows, where that can be seen.</summary>
    Task SomebodyWaitsAsync();
}
