using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Jobs.Queries;

/// <summary>Reads deliveries.</summary>
public sealed class DeliveryQueries(Database database, ConnectorRegistry connectors)
{
    /// <summary>A page of deliveries; sorts by at, newest first by default. The platforms' responses are left out.</summary>
    public async Task<Page<DeliveryView>> ListAsync(Caller caller, DeliveryFilter filter, PageRequest page, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var found = db.Publications.Where(p => p.PublishedAt != null);
        if (filter.ChannelId is { } channelId)
        {
            found = found.Where(d => d.ChannelId == channelId);
        }

        if (filter.ContentId is { } contentId)
        {
            found = found.Where(d => d.ContentId == contentId);
        }

        if (filter.Connector is { } connector)
        {
            // A few channels, and the index begins with them.
            var channels = await db.Channels.Where(c => c.Connector == connector).Select(c => c.Id).ToListAsync(ct);
            found = found.Where(d => channels.Contains(d.ChannelId));
        }

        if (filter.From is { } from)
        {
            found = found.Where(d => d.PublishedAt >= from);
        }

        if (filter.To is { } to)
        {
            found = found.Where(d => d.PublishedAt < to);
        }

        var total = await found.CountAsync(ct);
        found = page.Sort is null || page.Descending ? found.OrderByDescending(d => d.PublishedAt).ThenByDescending(d => d.Id) : found.OrderBy(d => d.PublishedAt).ThenBy(d => d.Id);
        var rows = await Rows(db, found.Skip(page.Skip).Take(page.Take)).ToListAsync(ct);
        rows = [.. page.Sort is null || page.Descending ? rows.OrderByDescending(r => r.Delivery.PublishedAt).ThenByDescending(r => r.Delivery.Id) : rows.OrderBy(r => r.Delivery.PublishedAt).ThenBy(r => r.Delivery.Id)];
        return new Page<DeliveryView>([.. rows.Select(r => r.ToView(connectors) with { Response = null })], page.Number, page.Take, total);
    }

    /// <summary>Null when it is not there.</summary>
    public async Task<DeliveryView?> GetAsync(Caller caller, Guid deliveryId, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var row = await Rows(db, db.Publications.Where(p => p.PublishedAt != null).Where(d => d.Id == deliveryId)).FirstOrDefaultAsync(ct);
        return row?.ToView(connectors);
    }

    /// <summary>Those of the deliveries that are there, in no order.</summary>
    public async Task<IReadOnlyList<DeliveryView>> GetManyAsync(Caller caller, IReadOnlyCollection<Guid> deliveryIds, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var rows = await Rows(db, db.Publications.Where(p => p.PublishedAt != null).Where(d => deliveryIds.Contains(d.Id))).ToListAsync(ct);
        return [.. rows.Select(r => r.ToView(connectors) with { Response = null })];
    }

    /// <summary>What the platform can say about how it fares; null when the delivery is not there.</summary>
    public async Task<EngagementView?> GetEngagementAsync(Caller caller, Guid deliveryId, CancellationToken ct)
    {
        var delivery = await GetAsync(caller, deliveryId, ct);
        if (delivery is null)
        {
            return null;
        }

        IReadOnlyList<string> fields = connectors.TryGet(delivery.Connector, out var connector) ? connector.Descriptor.Engagement : [];
        var explanation = fields.Count == 0
            ? $"{delivery.Provider} gives no numbers about a delivery."
            : $"{delivery.Provider} can give: {string.Join(", ", fields)}. None have been measured for this delivery.";
        return new EngagementView(deliveryId, delivery.Provider, fields, null, null, explanation);
    }

    private static IQueryable<Row> Rows(BroadcasterDbContext db, IQueryable<Publication> deliveries) =>
        from delivery in deliveries
        join content in db.Contents on delivery.ContentId equals content.Id
        join channel in db.Channels on delivery.ChannelId equals channel.Id
        select new Row(delivery, content.Title, channel.Name, channel.Connector);

    private sealed record Row(Publication Delivery, string Title, string Channel, string Connector)
    {
        public DeliveryView ToView(ConnectorRegistry connectors) => new(
            Delivery.Id,
            Delivery.ContentId,
            Title,
            Delivery.ChannelId,
            Channel,
            Connector,
            JobRow.ProviderOf(connectors, Connector),
            Delivery.ExternalId,
            Delivery.Permalink,
            Delivery.PublishedAt!.Value,
            Delivery.Evidence ?? "sent",
            Delivery.Response,
            Delivery.Certainty,
            Delivery.LastVerifiedAt,
            Delivery.StillThere);
    }
}
