using Broadcaster.Tests.Publishing.Connectors;
using Broadcaster.Tests.Publishing.Connectors.WordPress;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>kill -9 at every point of a send: nothing is lost, nothing goes out twice, and what nobody can know is said to be so.</summary>
public abstract class KillTests(CrashBed bed)
{
    [Fact]
    public async Task Kill_BeforeAndDuringTheSend_EachGoesOutOnce()
    {
        // One at a time: while the first is being sent the second is claimed and waits, and the third is still queued.
        var let = new TaskCompletionSource();
        var channel = await bed.Api.AddChannelAsync("webhook", new { url = bed.Sink.Script(SinkAnswer.When(let.Task), SinkAnswer.Ok) }, maxConcurrency: 1);
        var sending = (await bed.Api.PublishAsync(channel))[0];
        await Eventually.TrueAsync(() => bed.Sink.Of(sending).Count == 1, () => "The first never reached the sink.");
        var claimed = (await bed.Api.PublishAsync(channel))[0];
        await bed.JobOnceAsync(claimed, "running");
        var queued = (await bed.Api.PublishAsync(channel))[0];
        Assert.Equal("queued", (await bed.Api.JobAsync(queued)).Text("status"));
        Assert.Empty((await bed.Api.JobAsync(claimed)).Items("attempts"));

        await bed.KillAsync();
        let.SetResult();
        await bed.StartAsync();

        var repeats = await Books.CheckAsync(bed, sending, claimed, queued);
        Assert.Equal(1, repeats);
        Assert.Equal(2, bed.Sink.Of(sending).Count);
        Assert.Equal(["unknown", "succeeded"], (await bed.Api.JobAsync(sending)).Items("attempts").Select(a => a.Text("outcome")));
        Assert.Single(bed.Sink.Of(claimed));
        Assert.Single(bed.Sink.Of(queued));
    }

    [Fact]
    public async Task Stop_DuringTheSend_WritesWhatItKnowsAndGivesBackTheRest()
    {
        var let = new TaskCompletionSource();
        var channel = await bed.Api.AddChannelAsync("webhook", new { url = bed.Sink.Script(SinkAnswer.When(let.Task), SinkAnswer.Ok) }, maxConcurrency: 1);
        var sending = (await bed.Api.PublishAsync(channel))[0];
        await Eventually.TrueAsync(() => bed.Sink.Of(sending).Count == 1, () => "The first never reached the sink.");
        var claimed = (await bed.Api.PublishAsync(channel))[0];
        await bed.JobOnceAsync(claimed, "running");

        await bed.Program.StopAsync();
        Assert.Equal(0, bed.Program.ExitCode);
        let.SetResult();
        await bed.StartAsync();

        Assert.Equal(1, await Books.CheckAsync(bed, sending, claimed));
        Assert.Single(bed.Sink.Of(claimed));
        var cutOff = (await bed.Api.JobAsync(sending)).Items("attempts")[0];
        Assert.Equal("unknown", cutOff.Text("outcome"));
        Assert.StartsWith("Broadcaster was stopped", cutOff.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_DuringASendThatNobodyCanLookUp_IsUnconfirmedAndNotSentAgain()
    {
        await using var mail = new ScriptedSmtpServer { Answer = command => command == "." ? "hang" : null };
        var channel = await bed.Api.AddChannelAsync("email", MailSettings(mail));
        var job = (await bed.Api.PublishAsync(channel))[0];
        await Eventually.TrueAsync(() => SentTo(mail, "reader@example.com") == 1, () => "The mail never reached the server.");

        await bed.KillAsync();
        mail.Answer = _ => null;
        await bed.StartAsync();

        var unconfirmed = await bed.JobOnceAsync(job, "unconfirmed");
        Assert.Null(unconfirmed["delivery"]);
        Assert.Null(unconfirmed.Time("nextAttemptAt"));
        Assert.Equal("unknown", unconfirmed["error"]!.AsObject().Text("kind"));
        Assert.Contains("unknown", unconfirmed.Items("attempts")[0].Text("outcome"), StringComparison.Ordinal);
        Assert.Equal(1, SentTo(mail, "reader@example.com"));

        // The list goes on behind the one that is in doubt, and only a person's word repeats that one.
        Assert.Equal(1, SentTo(mail, "second@example.com"));
        await bed.Api.PostAsync($"jobs/{job}/retry", new { confirm = "not_published" });
        await bed.JobOnceAsync(job, "succeeded");
        Assert.Equal(2, SentTo(mail, "reader@example.com"));
        Assert.Equal(1, SentTo(mail, "second@example.com"));
    }

    [Fact]
    public async Task Kill_AfterTheAnswerAndBeforeTheCommit_SameKeyOrUnconfirmed()
    {
        var let = new TaskCompletionSource();
        var hook = await bed.Api.AddChannelAsync("webhook", new { url = bed.Sink.Script(SinkAnswer.When(let.Task), SinkAnswer.Ok) });
        var posted = (await bed.Api.PublishAsync(hook))[0];
        await Eventually.TrueAsync(() => bed.Sink.Of(posted).Count == 1, () => "The event never reached the sink.");

        // The mail server takes the mail at the moment at which nothing can be committed any more.
        IDatabaseGrip? grip = null;
        await using var mail = new ScriptedSmtpServer();
        mail.Answer = command =>
        {
            grip ??= command == "." ? bed.Grip() : null;
            return null;
        };
        var list = await bed.Api.AddChannelAsync("email", MailSettings(mail));
        var mailed = (await bed.Api.PublishAsync(list))[0];
        await Eventually.TrueAsync(() => mail.Mails.Count == 1 && grip is not null, () => "The mail never reached the server.");
        let.SetResult();
        await Eventually.TrueAsync(() => bed.Sink.Of(posted)[0].Answered, () => "The sink never answered.");
        await grip!.SomebodyWaitsAsync();

        await bed.KillAsync();
        grip.Dispose();
        await bed.StartAsync();

        Assert.Equal(1, await Books.CheckAsync(bed, posted));
        Assert.Equal(["unknown", "succeeded"], (await bed.Api.JobAsync(posted)).Items("attempts").Select(a => a.Text("outcome")));
        var unconfirmed = await bed.JobOnceAsync(mailed, "unconfirmed");
        Assert.Null(unconfirmed["delivery"]);
        Assert.Equal(1, SentTo(mail, "reader@example.com"));
        Assert.Equal(1, SentTo(mail, "second@example.com"));
    }

    [Fact]
    public async Task Kill_AfterTheAnswerOfASiteThatCanBeAsked_IsFoundAndNotSentAgain()
    {
        // WordPress publishes the post at the moment at which nothing can be committed any more.
        IDatabaseGrip? grip = null;
        var site = new FakeWordPress();
        site.After = call =>
        {
            grip ??= call.Method == "POST" && site.Posts.Exists(p => p.Status == "publish") ? bed.Grip() : null;
            return null;
        };
        await using var server = new ScriptedHttpServer(site.Answer);
        var channel = await bed.Api.AddChannelAsync("wordpress", new { url = server.Url, username = "edi", applicationPassword = "abcd efgh ijkl mnop" });
        var job = (await bed.Api.PublishAsync(channel))[0];
        await Eventually.TrueAsync(() => grip is not null, () => "The post was never published.");
        await grip!.SomebodyWaitsAsync();
        var before = Posts(server);

        await bed.KillAsync();
        grip.Dispose();
        await bed.StartAsync();

        var found = await bed.JobOnceAsync(job, "succeeded");
        Assert.Equal("found", found["delivery"]!.AsObject().Text("evidence"));
        var post = Assert.Single(site.Posts);
        Assert.Equal((post.Link, 1), (found["delivery"]!.AsObject().Text("permalink"), post.Switches));
        Assert.Equal(before, Posts(server));
        Assert.Equal("unknown", Assert.Single(found.Items("attempts")).Text("outcome"));
    }

    [Fact]
    public async Task Kill_TwiceInTheMiddleOfABurst_EachGoesOutOnce()
    {
        const int Channels = 10;
        const int Pieces = 20;
        var channels = new List<Guid>();
        for (var i = 0; i < Channels; i++)
        {
            channels.Add(await bed.Api.AddChannelAsync("webhook", new { url = bed.Sink.Script(SinkAnswer.After(TimeSpan.FromMilliseconds(20))) }, maxConcurrency: 4));
        }

        var before = bed.Sink.Count;
        var jobs = new List<Guid>();
        for (var i = 0; i < Pieces; i++)
        {
            jobs.AddRange(await bed.Api.PublishAsync(channels));
            if (i is Pieces / 3 or 2 * Pieces / 3)
            {
                var enough = bed.Sink.Count + Channels;
                await Eventually.TrueAsync(
                    async () => bed.Sink.Count >= enough || await bed.Api.CountJobsAsync("queued,running", "webhook") == 0, () => "The burst stands still.");
                await bed.KillAsync();
                await bed.StartAsync();
            }
        }

        var repeats = await Books.CheckAsync(bed, jobs);
        Assert.Equal(Channels * Pieces, jobs.Distinct().Count());
        Assert.Equal(jobs.Count + repeats, bed.Sink.Count - before);
    }

    private static int Posts(ScriptedHttpServer server) => server.Calls.Count(c => c.Method == "POST");

    private static object MailSettings(ScriptedSmtpServer mail) => new
    {
        host = "127.0.0.1", port = mail.Port, security = "none", from = "news@example.com",
        recipients = new[] { "reader@example.com", "second@example.com" },
    };

    // From the moment at which the server has the address, whether it then took the mail or not.
    private static int SentTo(ScriptedSmtpServer mail, string address) =>
        mail.Commands.Count(c => c.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase) && c.Contains($"<{address}>", StringComparison.Ordinal));
}

public sealed class SqliteKillTests(SqliteCrashBed bed) : KillTests(bed), IClassFixture<SqliteCrashBed>;

public sealed class PostgresKillTests(PostgresCrashBed bed) : KillTests(bed), IClassFixture<PostgresCrashBed>;
