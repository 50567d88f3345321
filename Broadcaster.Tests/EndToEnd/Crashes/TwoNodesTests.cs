using System.Text.Json.Nodes;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>Two nodes on one PostgreSQL share the work; when one is killed the other finishes it.</summary>
public sealed class TwoNodesTests(PostgresCrashBed bed) : IClassFixture<PostgresCrashBed>
{
    [Fact]
    public async Task Nodes_OneKilledInTheMiddleOfABurst_TheOtherSendsTheRestOnce()
    {
        // Two at once for each channel: alone, the first node sends ten. What comes on top is the second node's.
        const string Doomed = "doomed";
        const int OfTheFirst = 10;
        var second = await bed.StartNodeAsync(Doomed, maxConcurrency: 4);
        var let = new TaskCompletionSource();
        var channels = new List<Guid>();
        for (var i = 0; i < OfTheFirst / 2; i++)
        {
            channels.Add(await bed.Api.AddChannelAsync("webhook", new { url = bed.Sink.Script(SinkAnswer.When(let.Task)) }, maxConcurrency: 2));
        }

        var jobs = new List<Guid>();
        for (var i = 0; i < 16; i++)
        {
            jobs.AddRange(await bed.Api.PublishAsync(channels));
        }

        await Eventually.TrueAsync(() => bed.Sink.Count >= OfTheFirst + 2, () => $"The second node never sent anything; {bed.Sink.Count} reached the sink.");
        await second.KillAsync();
        let.SetResult();

        // What the dead node was sending is unknown and goes out again with its key; what it only held was sent by nobody.
        var repeats = await Books.CheckAsync(bed, jobs);
        Assert.True(repeats >= 2, $"Only {repeats} were being sent by the node that was killed.");
        Assert.Equal(jobs.Count + repeats, bed.Sink.Count);
        var attempts = await AttemptsAsync(jobs);
        Assert.Equal(2, attempts.Select(a => a.Text("node")).Distinct().Count());
        Assert.All(attempts.Where(a => a.Text("outcome") == "unknown"), a => Assert.Equal(Doomed, a.Text("node")));
    }

    private async Task<IReadOnlyList<JsonObject>> AttemptsAsync(IEnumerable<Guid> jobs)
    {
        var attempts = new List<JsonObject>();
        foreach (var job in jobs)
        {
            attempts.AddRange((await bed.Api.JobAsync(job)).Items("attempts"));
        }

        return attempts;
    }
}
