using System.Threading.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Writes the published files behind the engine's back: a slow or full disk costs neither a place in the queue nor a
/// publication. In a rush the files wait for a quieter moment, as far as memory allows; what waits at the end of the program
/// is still written.
/// </summary>
internal sealed class FileKeeper(PublishedFiles files, RunningJobs running, TimeProvider clock, ILogger<FileKeeper> log, int room = FileKeeper.Room) : BackgroundService
{
    // So many jobs in hand are a rush.
    private const int Rush = 32;

    // What may wait for its end: characters of text, which are two bytes each. And half of the room: a full queue would make
    // the jobs wait for the writer while the writer waits for the jobs.
    private const long MostWaiting = 8 * 1024 * 1024;

    /// <summary>Pieces that may wait; one more holds up the job that brings it.</summary>
    internal const int Room = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Published> waiting = Channel.CreateBounded<Published>(new BoundedChannelOptions(room) { SingleReader = true });
    private readonly CancellationTokenSource leaving = new();
    private long characters;

    /// <summary>Waits only when ten thousand are waiting already.</summary>
    public ValueTask KeepAsync(JobWork work, ChannelContent content, RenderedContent rendered, Guid jobId)
    {
        var item = new Published(work.Workspace.Slug, work.Channel.Name, content, rendered, jobId);
        Interlocked.Add(ref characters, item.Characters);
        return waiting.Writer.WriteAsync(item, CancellationToken.None);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        try
        {
            await leaving.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // A host may be told to stop by two at once; whoever came first has disposed of this already.
            return;
        }

        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        leaving.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (running.Count >= Rush && Interlocked.Read(ref characters) < MostWaiting && waiting.Reader.Count < room / 2 && !leaving.IsCancellationRequested)
            {
                await Task.Delay(Pause, clock, leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (waiting.Reader.TryRead(out var item))
            {
                Write(item);
            }
        }
    }

    private void Write(Published item)
    {
        Interlocked.Add(ref characters, -item.Characters);
        try
        {
            files.Write(item.Workspace, item.Channel, item.Content, item.Rendered);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            PublishingLog.FilesNotWritten(log, item.JobId, problem);
        }
    }

    private sealed record Published(string Workspace, string Channel, ChannelContent Content, RenderedContent Rendered, Guid JobId)
    {
        public long Characters => Content.Body.Length + (Rendered.Html?.Length ?? 0) + (Rendered.Body?.Length ?? 0);
    }
}
