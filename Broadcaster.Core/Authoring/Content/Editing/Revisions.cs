using System.Text.Json;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Authoring.Content.Editing;

/// <summary>Writes the saved versions of a piece.</summary>
internal static class Revisions
{
    /// <summary>For how long pauses in typing go into the same revision.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMinutes(10);

    /// <summary>Adds the piece as it is now as its next revision, or replaces the last where that was the same typing.</summary>
    /// <param name="before">The piece before this change; null for a new one.</param>
    public static async Task WriteAsync(
        BroadcasterDbContext db, Caller caller, ContentItem item, ContentSnapshot? before, bool autosaved, DateTimeOffset now, CancellationToken ct)
    {
        var snapshot = ContentSnapshot.Of(item);
        var newest = before is null ? null : await NewestAsync(db, item.Id, ct);
        if (autosaved && newest is not null && before is not null && GoOnWith(newest, caller, item, before, snapshot, now))
        {
            newest.Title = item.Title;
            newest.Hash = item.Hash;
            newest.Snapshot = ToJson(snapshot);
            return;
        }

        db.ContentRevisions.Add(new ContentRevision
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = item.WorkspaceId,
            ContentId = item.Id,
            Number = (newest?.Number ?? 0) + 1,
            Title = item.Title,
            Hash = item.Hash,
            Snapshot = ToJson(snapshot),
            CreatedAt = now,
            CreatedBy = caller.MemberId,
            CreatedByName = caller.Name,
            Autosaved = autosaved,
        });
    }

    /// <summary>Keeps the newest revision for good: its member has saved it by hand.</summary>
    public static async Task<bool> PinAsync(BroadcasterDbContext db, Guid contentId, CancellationToken ct)
    {
        if (await NewestAsync(db, contentId, ct) is not { Autosaved: true } newest)
        {
            return false;
        }

        newest.Autosaved = false;
        return true;
    }

    public static ContentSnapshot Read(string json) => JsonSerializer.Deserialize<ContentSnapshot>(json, ModelConventions.Json)!;

    public static string ToJson(ContentSnapshot piece) => JsonSerializer.Serialize(piece, ModelConventions.Json);

    private static bool GoOnWith(ContentRevision newest, Caller caller, ContentItem item, ContentSnapshot before, ContentSnapshot after, DateTimeOffset now) =>
        newest.Autosaved
        && newest.CreatedBy == caller.MemberId
        && now - newest.CreatedAt < Together

        // What somebody has decided on, and what somebody has just deleted much of, must stay to be looked at again.
        && !item.Approvals.Exists(a => a.ContentHash == newest.Hash)
        && !MuchWasDeleted(before.Body, after.Body);

    private static bool MuchWasDeleted(string before, string after) => before.Length - after.Length > Math.Max(100, before.Length / 3);

    private static Task<ContentRevision?> NewestAsync(BroadcasterDbContext db, Guid contentId, CancellationToken ct) =>
        db.ContentRevisions.AsTracking().Where(r => r.ContentId == contentId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(ct);
}
