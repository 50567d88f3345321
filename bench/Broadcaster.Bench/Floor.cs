using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Broadcaster.Bench;

/// <summary>
/// The bare floor on the same server and sink: claim a batch, post each, mark them done. No ledger, no validation, no
/// rendering, no retries, no fairness. One loop with as many requests in flight as the engine has.
/// </summary>
internal static class Floor
{
    private const int Batch = 64;

    /// <param name="each">
    /// Marks each job done as soon as its answer is there, as a worker must that does not want to send 64 again when it dies;
    /// otherwise all of a batch at once, when the last answer is there.
    /// </param>
    public static async Task<double> RunAsync(string connectionString, string sink, int jobs, bool each)
    {
        await using var source = new NpgsqlDataSourceBuilder(connectionString) { ConnectionStringBuilder = { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2 } }.Build();
        await using (var make = source.CreateCommand(
            "DROP TABLE IF EXISTS floor_jobs; CREATE TABLE floor_jobs (id uuid PRIMARY KEY, due timestamptz NOT NULL, status text NOT NULL, body text NOT NULL);"
            + "CREATE INDEX ON floor_jobs (due) WHERE status = 'queued';"))
        {
            await make.ExecuteNonQueryAsync();
        }

        await using (var fill = source.CreateCommand("INSERT INTO floor_jobs SELECT gen_random_uuid(), now(), 'queued', repeat('x', 1800) FROM generate_series(1, $1)"))
        {
            fill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = jobs });
            await fill.ExecuteNonQueryAsync();
        }

        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Batch * 2 });
        var clock = Stopwatch.StartNew();
        await WorkAsync(source, http, sink, each);
        return jobs / clock.Elapsed.TotalSeconds;
    }

    private static async Task WorkAsync(NpgsqlDataSource source, HttpClient http, string sink, bool each)
    {
        while (true)
        {
            var claimed = new List<(Guid Id, string Body)>();
            await using (var claim = source.CreateCommand(
                "UPDATE floor_jobs SET status = 'running' WHERE id IN (SELECT id FROM floor_jobs WHERE status = 'queued' AND due <= now() ORDER BY due LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id, body"))
            {
                claim.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
                await using var reader = await claim.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    claimed.Add((reader.GetGuid(0), reader.GetString(1)));
                }
            }

            if (claimed.Count == 0)
            {
                return;
            }

            await Task.WhenAll(claimed.Select(async job =>
            {
                await PostAsync(http, sink, job.Id, job.Body);
                if (each)
                {
                    await MarkAsync(source, [job.Id]);
                }
            }));
            if (!each)
            {
                await MarkAsync(source, [.. claimed.Select(c => c.Id)]);
            }
        }
    }

    private static async Task MarkAsync(NpgsqlDataSource source, Guid[] ids)
    {
        await using var done = source.CreateCommand("UPDATE floor_jobs SET status = 'done' WHERE id = ANY($1)");
        done.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        await done.ExecuteNonQueryAsync();
    }

    private static async Task PostAsync(HttpClient http, string sink, Guid id, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, sink);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("webhook-id", id.ToString("D", CultureInfo.InvariantCulture));
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
