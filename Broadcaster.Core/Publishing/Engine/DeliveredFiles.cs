using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Previews;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>Writes the published files of a job that somebody says is out, from what the engine would have sent.</summary>
public sealed class DeliveredFiles(
    JobLoader loader, ConnectorRegistry connectors, ChannelSettingsReader settings, PublishedFiles files, ILogger<DeliveredFiles> log)
{
    /// <summary>Never fails the caller: the publication is done, whatever the disk says.</summary>
    public async Task WriteAsync(PublishJob job, CancellationToken ct)
    {
        try
        {
            var all = await loader.LoadAsync([JobParts.Of(job)], ct);
            if (!all.TryGetValue(job.Id, out var work) || !connectors.TryGet(job.Connector, out var connector))
            {
                return;
            }

            var bound = settings.Read(work.Channel);
            if (!bound.Ok)
            {
                return;
            }

            var content = ChannelContents.For(work.Content.Id, ContentSnapshot.Of(work.Content), work.Channel.Id, work.Workspace, work.Image);
            files.Write(work.Workspace.Slug, work.Channel.Name, content, connector.Render(content, bound.Value));
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            PublishingLog.FilesNotWritten(log, job.Id, problem);
        }
    }
}
