using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Publications;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Engine;

/// <summary>The durable notes of jobs. A dry run reads none and leaves none.</summary>
internal sealed class JobCheckpoints(Database database, TimeProvider clock)
{
    public ICheckpoints For(Guid workspaceId, Guid jobId, bool dryRun) => new Notes(database, clock, workspaceId, jobId, dryRun);

    private sealed class Notes(Database database, TimeProvider clock, Guid workspaceId, Guid jobId, bool dryRun) : ICheckpoints
    {
        public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct)
        {
            if (dryRun)
            {
                return new Dictionary<string, string>();
            }

            await using var db = database.Read(workspaceId);
            return await db.JobCheckpoints.Where(c => c.JobId == jobId).ToDictionaryAsync(c => c.Key, c => c.Value, ct);
        }

        public async Task WriteAsync(IReadOnlyDictionary<string, string> values, CancellationToken ct)
        {
            if (dryRun || values.Count == 0)
            {
                return;
            }

            await using var db = database.OpenUnscoped();
            var keys = values.Keys.ToList();
            var known = await db.JobCheckpoints.IgnoreQueryFilters([Filters.Workspace]).AsTracking()
                .Where(c => c.JobId == jobId && keys.Contains(c.Key))
                .ToDictionaryAsync(c => c.Key, ct);
            var now = clock.GetUtcNow();
            foreach (var (key, said) in values)
            {
                var value = StorableText.Clean(said);
                if (known.TryGetValue(key, out var row))
                {
                    row.Value = value;
                    row.At = now;
                }
                else
                {
                    db.JobCheckpoints.Add(new JobCheckpoint { WorkspaceId = workspaceId, JobId = jobId, Key = key, Value = value, At = now });
                }
            }

            await db.SaveChangesAsync(ct);
        }
    }
}
