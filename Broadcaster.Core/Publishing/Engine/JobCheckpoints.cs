using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Nodes;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Ledger;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>
/// The durable notes of publications, by the generation of their key. Fenced as sends are: a run whose lease is gone writes
/// none, and is told so before it sends on. A dry run reads none and leaves none.
/// </summary>
internal sealed class JobCheckpoints(Database database, NodeInfo node, TimeProvider clock)
{
    public ICheckpoints For(ClaimedJob job, Publication publication) => new Notes(database, node, clock, job, publication.Id, publication.Generation);

    private sealed class Notes(Database database, NodeInfo node, TimeProvider clock, ClaimedJob job, Guid publicationId, int generation) : ICheckpoints
    {
        private const string OfAJob = "job:";

        // What an update or a take-down notes is its own; what a publication notes is every later job's too.
        private string Prefix => job.Action == JobAction.Publish ? "" : $"{OfAJob}{job.Id:N}:";

        public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct)
        {
            if (job.DryRun)
            {
                return new Dictionary<string, string>();
            }

            await using var db = database.Read(job.WorkspaceId);
            var all = await db.PublicationCheckpoints.Where(c => c.PublicationId == publicationId && c.Generation == generation).ToDictionaryAsync(c => c.Key, c => c.Value, ct);
            return all.Where(c => Prefix.Length > 0 ? c.Key.StartsWith(Prefix, StringComparison.Ordinal) : !c.Key.StartsWith(OfAJob, StringComparison.Ordinal))
                .ToDictionary(c => c.Key[Prefix.Length..], c => c.Value);
        }

        public async Task WriteAsync(IReadOnlyDictionary<string, string> values, CancellationToken ct)
        {
            if (job.DryRun || values.Count == 0)
            {
                return;
            }

            await using var db = database.OpenUnscoped();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);

            // The row's lock puts this in order with a recovery: either it waits for these notes, or they find the job gone.
            var mine = await db.PublishJobs.IgnoreQueryFilters([Filters.Workspace])
                .Where(j => j.Id == job.Id && j.Attempt == job.Attempt && j.Node == node.Name && j.Status == JobStatus.Running)
                .ExecuteUpdateAsync(s => s.SetProperty(j => j.LookUps, j => j.LookUps), ct);
            if (mine == 0)
            {
                throw new LeaseLostException(job.Id);
            }

            var keys = values.Keys.Select(k => Prefix + k).ToList();
            var known = await db.PublicationCheckpoints.IgnoreQueryFilters([Filters.Workspace]).AsTracking()
                .Where(c => c.PublicationId == publicationId && c.Generation == generation && keys.Contains(c.Key))
                .ToDictionaryAsync(c => c.Key, ct);
            var now = clock.GetUtcNow();
            foreach (var (name, said) in values)
            {
                var key = Prefix + name;
                var value = StorableText.Clean(said);
                if (known.TryGetValue(key, out var row))
                {
                    row.Value = value;
                    row.At = now;
                }
                else
                {
                    db.PublicationCheckpoints.Add(new PublicationCheckpoint
                    {
                        WorkspaceId = job.WorkspaceId, PublicationId = publicationId, Generation = generation, Key = key, Value = value, At = now,
                    });
                }
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }
}
