using System.Text.Json.Nodes;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>Holds the ledger against what the sink saw: the promises of the engine, job by job.</summary>
internal static class Books
{
    // Outcomes after which a send may be repeated. After "succeeded" and "rejected" never.
    private static readonly string[] Repeatable = ["unknown", "not_sent", "rate_limited"];

    /// <summary>
    /// Every job is out, was taken once by a receiver that honours the key, and was only sent again where nobody could know.
    /// </summary>
    /// <returns>How many requests a receiver that does not look at the key would have taken twice.</returns>
    public static async Task<int> CheckAsync(CrashBed bed, params IReadOnlyList<Guid> jobs)
    {
        var repeats = 0;
        foreach (var id in jobs)
        {
            var job = await bed.JobOnceAsync(id, "succeeded");
            Assert.NotNull(job["delivery"]);
            Assert.Equal(100, job["progress"]!.GetValue<int>());
            var taken = Check(job, bed.Sink.Of(id));
            Assert.True(taken >= 1, $"The job says that it is out, but the sink never took it: {job}");
            repeats += taken - 1;
        }

        return repeats;
    }

    /// <summary>Each request at the sink has an attempt behind it, committed before, and each repeat has its reason.</summary>
    /// <returns>How often the sink took it.</returns>
    private static int Check(JsonObject job, IReadOnlyList<Arrival> arrivals)
    {
        var attempts = job.Items("attempts");
        Assert.True(arrivals.Count <= attempts.Count, $"{arrivals.Count} requests, but the ledger knows {attempts.Count} attempts: {job}");
        for (var i = 0; i < arrivals.Count; i++)
        {
            var arrived = arrivals[i].At;
            var begun = attempts.Count(a => a.Time("sendStartedAt") <= arrived);
            Assert.True(begun > i, $"Request {i + 1} came at {arrived:O}, before its intent was in the ledger: {job}");
        }

        Assert.All(attempts, a => Assert.NotNull(a.Time("completedAt")));
        Assert.All(attempts.SkipLast(1), a => Assert.Contains(a.Text("outcome"), Repeatable));
        Assert.Equal("succeeded", attempts[^1].Text("outcome"));

        var taken = arrivals.Count(a => a.Accepted);
        var unknown = attempts.Count(a => a.Text("outcome") == "unknown");
        Assert.True(taken - 1 <= unknown, $"Taken {taken} times, but only {unknown} outcomes were unknown: {job}");
        Assert.Single(arrivals.Select(a => a.Body[a.Body.IndexOf("\"data\"", StringComparison.Ordinal)..]).Distinct());
        return taken;
    }
}
