using System.Threading.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// Writes the published files behind the engine's back: a slow or full disk costs neither a place in the queue nor a
/// publication. What waits at the end of the program is still written.
/// </summary>
internal sealed class FileKeeper(PublishedFiles files, ILogger<FileKeeper> log) : BackgroundService
{
    private readonly Channel<Published> waiting = Channel.CreateBounded<Published>(new BoundedChannelOptions(10_000) { SingleReader = true });

    /// <summary>Waits only when ten thousand are waiting already.</summary>
    public ValueTask KeepAsync(JobWork work, ChannelContent content, RenderedContent rendered, Guid jobId) =>
        waiting.Writer.WriteAsync(new Published(work.Workspace.Slug, work.Channel.Name, content, rendered, jobId));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await foreach (var item in waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await files.WriteAsync(item.Workspace, item.Channel, item.Content, item.Rendered, CancellationToken.None);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                PublishingLog.FilesNotWritten(log, item.JobId, problem);
            }
        }
    }

    private sealed record Published(string Workspace, string Channel, ChannelContent Content, RenderedContent Rendered, Guid JobId);
}
