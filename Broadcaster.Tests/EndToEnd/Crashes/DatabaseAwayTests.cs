using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>The database goes away for ten seconds, twice as long as a lease, while pieces are being sent.</summary>
public abstract class DatabaseAwayTests(CrashBed bed)
{
    [Fact]
    public async Task Database_AwayForTenSeconds_NothingLostAndNothingSentTwice()
    {
        // Four are being sent when it goes and are answered while it is away; the others wait, claimed or queued.
        var let = new TaskCompletionSource();
        var channel = await bed.Api.AddChannelAsync("webhook", new { url = bed.Sink.Script(SinkAnswer.When(let.Task)) }, maxConcurrency: 4);
        var jobs = new List<Guid>();
        for (var i = 0; i < 16; i++)
        {
            jobs.AddRange(await bed.Api.PublishAsync(channel));
        }

        await Eventually.TrueAsync(() => bed.Sink.Count == 4, () => $"{bed.Sink.Count} of four reached the sink.");
        var away = bed.TakeDatabaseAwayAsync(TimeSpan.FromSeconds(10));
        let.SetResult();
        await away;

        // Every outcome was known: nothing had to be sent again, not even with the same key.
        Assert.Equal(0, await Books.CheckAsync(bed, jobs));
        Assert.Equal(jobs.Count, bed.Sink.Count);
        Assert.False(bed.Program.HasExited);
    }
}

public sealed class SqliteDatabaseAwayTests(SqliteCrashBed bed) : DatabaseAwayTests(bed), IClassFixture<SqliteCrashBed>;

public sealed class PostgresDatabaseAwayTests(PostgresCrashBed bed) : DatabaseAwayTests(bed), IClassFixture<PostgresCrashBed>;
