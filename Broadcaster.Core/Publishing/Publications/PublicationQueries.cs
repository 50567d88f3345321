using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Publications;

/// <summary>Reads publications.</summary>
public sealed class PublicationQueries(Database database, ConnectorRegistry connectors)
{
    /// <summary>A page of publications, newest first. What nothing was ever sent of is left out, unless its certainty is asked for.</summary>
    public async Task<Page<PublicationView>> ListAsync(Caller caller, PublicationFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var found = Filtered(db.Publications, filter);
        var total = await found.CountAsync(ct);
        found = page.Sort is null || page.Descending ? found.OrderByDescending(p => p.Id) : found.OrderBy(p => p.Id);
        var rows = await Rows(found.Skip(page.Skip).Take(page.Take)).ToListAsync(ct);
        return new Page<PublicationView>(await ViewsAsync(db, rows, ct), page.Number, page.Take, total);
    }

    /// <summary>All of a piece's, by channel; null when there is no such piece.</summary>
    public async Task<IReadOnlyList<PublicationView>?> OfContentAsync(Caller caller, Guid contentId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        if (!await db.Contents.AnyAsync(c => c.Id == contentId, ct))
        {
            return null;
        }

        var rows = await Rows(db.Publications.Where(p => p.ContentId == contentId && p.Generation > 0)).ToListAsync(ct);
        return [.. (await ViewsAsync(db, rows, ct)).OrderBy(v => v.ChannelName, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Null when it is not there.</summary>
    public async Task<PublicationView?> GetAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var rows = await Rows(db.Publications.Where(p => p.Id == id)).ToListAsync(ct);
        return (await ViewsAsync(db, rows, ct)).FirstOrDefault();
    }

    private static IQueryable<Publication> Filtered(IQueryable<Publication> found, PublicationFilter filter)
    {
        if (filter.ChannelId is { } channelId)
        {
            found = found.Where(p => p.ChannelId == channelId);
        }

        if (filter.ContentId is { } contentId)
        {
            found = found.Where(p => p.ContentId == contentId);
        }

        if (filter.From is { } from)
        {
            found = found.Where(p => p.PublishedAt >= from);
        }

        if (filter.To is { } to)
        {
            found = found.Where(p => p.PublishedAt < to);
        }

        return filter.Certainties is { Count: > 0 } certainties ? found.Where(p => certainties.Contains(p.Certainty)) : found.Where(p => p.Generation > 0);
    }

    private static IQueryable<Row> Rows(IQueryable<Publication> publications) =>
        publications.Select(p => new Row(p, p.Content!.Title, p.Channel!.Name, p.Channel.Connector));

    private async Task<IReadOnlyList<PublicationView>> ViewsAsync(BroadcasterDbContext db, List<Row> rows, CancellationToken ct)
    {
        var ids = rows.ConvertAll(r => r.Publication.Id);
        var over = JobWorkflow.All(JobWorkflow.IsOver);
        var jobs = await db.PublishJobs.Where(j => ids.Contains(j.PublicationId) && !j.DryRun && !over.Contains(j.Status))
            .Select(j => new { j.PublicationId, Job = new PublicationJob(j.Id, j.Action, j.Status, j.RunAt) })
            .ToListAsync(ct);
        return rows.ConvertAll(r => r.ToView(connectors, [.. jobs.Where(j => j.PublicationId == r.Publication.Id).Select(j => j.Job).OrderBy(j => j.RunAt)]));
    }

    private sealed record Row(Publication Publication, string Title, string Channel, string Connector)
    {
        public PublicationView ToView(ConnectorRegistry connectors, IReadOnlyList<PublicationJob> waiting)
        {
            var descriptor = connectors.TryGet(Connector, out var connector) ? connector.Descriptor : null;
            var isOut = Publication.Certainty is Certainty.Out or Certainty.PartlyOut or Certainty.MaybeOut;
            return new PublicationView(
                Publication.Id,
                Publication.ContentId,
                Title,
                Publication.ChannelId,
                Channel,
                Connector,
                descriptor?.Name ?? Connector,
                Publication.Certainty,
                Publication.Key,
                Publication.Evidence,
                Publication.ExternalId,
                Publication.Permalink,
                Publication.PublishedAt,
                Publication.ContentHash,
                Publication.CurrentContentId,
                Publication.UpdatedAt,
                Publication.RemovedAt,
                Publication.LastVerifiedAt,
                Publication.StillThere,
                Publication.ExpiresAt,
                new PublicationAbilities(
                    Publication.Certainty == Certainty.Out && Has(descriptor, Capabilities.Update),
                    isOut && Publication.PublishedAt is not null && Has(descriptor, Capabilities.Remove),
                    Publication.Certainty == Certainty.Out && Has(descriptor, Capabilities.Verify)),
                waiting);
        }

        private static bool Has(ConnectorDescriptor? descriptor, Capabilities capability) => descriptor?.Capabilities.HasFlag(capability) == true;
    }
}
