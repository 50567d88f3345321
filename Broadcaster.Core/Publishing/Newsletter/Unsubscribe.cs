using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Newsletter;

/// <summary>Takes somebody off a list for good. The link is all the permission that it takes, and doing it twice is fine.</summary>
public sealed class Unsubscribe(Database database, UnsubscribeTokens tokens, TimeProvider clock)
{
    /// <summary>What the link is for, without doing anything.</summary>
    public async Task<Result<UnsubscribeLink>> LookAsync(string token, CancellationToken ct)
    {
        if (tokens.Read(token) is not { } subscription)
        {
            return new NotFound("subscription");
        }

        await using var db = database.Read(subscription.WorkspaceId);
        var list = await db.Channels.Where(c => c.Id == subscription.ChannelId).Select(c => c.Name).FirstOrDefaultAsync(ct);
        var gone = await db.EmailSuppressions.AnyAsync(s => s.ChannelId == subscription.ChannelId && s.Address == subscription.Address, ct);
        return list is null ? new NotFound("subscription") : new UnsubscribeLink(subscription.Address, list, gone);
    }

    /// <param name="source"><c>one_click</c> or <c>page</c>.</param>
    public async Task<Result<UnsubscribeLink>> ExecuteAsync(string token, string source, string? ipAddress, CancellationToken ct)
    {
        var link = await LookAsync(token, ct);
        if (!link.Ok || link.Value.Done)
        {
            return link;
        }

        var subscription = tokens.Read(token)!;
        var reader = Caller.System(subscription.WorkspaceId, "") with { Name = "A reader", IpAddress = ipAddress, Via = "page" };
        await using var db = database.Write(reader, "newsletter.unsubscribed");
        db.EmailSuppressions.Add(new EmailSuppression
        {
            WorkspaceId = subscription.WorkspaceId,
            ChannelId = subscription.ChannelId,
            Address = subscription.Address,
            At = clock.GetUtcNow(),
            Source = source,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException problem) when (!ct.IsCancellationRequested)
        {
            // Clicked twice at once: whether the other click did it is what the next look says.
            return await LookAsync(token, ct) is { Ok: true, Value.Done: true } done ? done : throw new InvalidOperationException("The unsubscription could not be written.", problem);
        }

        return link.Value with { Done = true };
    }
}

/// <summary>Whom a link takes off which list.</summary>
/// <param name="Done">Whether that has happened.</param>
public sealed record UnsubscribeLink(string Address, string List, bool Done);
