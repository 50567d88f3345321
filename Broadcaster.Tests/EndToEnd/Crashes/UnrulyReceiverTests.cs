using Broadcaster.Tests.Publishing.Connectors;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.EndToEnd.Crashes;

/// <summary>Receivers that take a piece and do not say so, or do not take it and say when: each is told once.</summary>
public abstract class UnrulyReceiverTests(CrashBed bed)
{
    [Fact]
    public async Task Receiver_TakesItAndResets_SentAgainWithTheSameKey() => await SentAgainAfterUnknownAsync(SinkAnswer.Reset);

    [Fact]
    public async Task Receiver_TakesItAndAnswers500_SentAgainWithTheSameKey() => await SentAgainAfterUnknownAsync(SinkAnswer.Error);

    [Fact]
    public async Task Receiver_TakesItAndHangs_TimesOutAndIsSentAgainWithTheSameKey()
    {
        var job = await SentAgainAfterUnknownAsync(SinkAnswer.Hang);

        // Longer than a lease: nobody took the job away meanwhile.
        var arrivals = bed.Sink.Of(job);
        Assert.True(arrivals[1].At - arrivals[0].At > TimeSpan.FromSeconds(6), "The second request came while the first was still open.");
    }

    [Fact]
    public async Task Receiver_AsksForAPause_IsLeftAloneUntilThen()
    {
        const int Pause = 3;
        var job = await PublishAsync(SinkAnswer.TooMany(Pause), SinkAnswer.Ok);

        Assert.Equal(0, await Books.CheckAsync(bed, job));
        var arrivals = bed.Sink.Of(job);
        Assert.Equal([false, true], arrivals.Select(a => a.Accepted));
        Assert.True(arrivals[1].At >= arrivals[0].At + TimeSpan.FromSeconds(Pause), $"Asked again after {arrivals[1].At - arrivals[0].At}.");
        Assert.Equal(["rate_limited", "succeeded"], (await bed.Api.JobAsync(job)).Items("attempts").Select(a => a.Text("outcome")));
    }

    [Fact]
    public async Task Receiver_NeverAnswersAndNobodyCanLookUp_IsUnconfirmedAndNotSentAgain()
    {
        await using var mail = new ScriptedSmtpServer { Answer = command => command == "." ? "cut" : null };
        var channel = await bed.Api.AddChannelAsync(
            "email", new { host = "127.0.0.1", port = mail.Port, security = "none", from = "news@example.com", recipients = new[] { "reader@example.com" } });
        var job = (await bed.Api.PublishAsync(channel))[0];

        var unconfirmed = await bed.JobOnceAsync(job, "unconfirmed");
        Assert.Null(unconfirmed.Time("nextAttemptAt"));
        Assert.Null(unconfirmed["delivery"]);
        Assert.Equal("unknown", Assert.Single(unconfirmed.Items("attempts")).Text("outcome"));
        Assert.Single(mail.Commands, c => c.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase));

        // Somebody asked the reader: it is out. That ends it without a second mail.
        await bed.Api.PostAsync($"jobs/{job}/confirm", new { externalId = "asked" });
        Assert.Equal("succeeded", (await bed.Api.JobAsync(job)).Text("status"));
        Assert.Single(mail.Commands, c => c.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<Guid> SentAgainAfterUnknownAsync(SinkAnswer first)
    {
        var job = await PublishAsync(first, SinkAnswer.Ok);

        // A receiver that does not honour the key would have it twice, and this is the only reason that it may.
        Assert.Equal(1, await Books.CheckAsync(bed, job));
        Assert.Equal(2, bed.Sink.Of(job).Count);
        var attempts = (await bed.Api.JobAsync(job)).Items("attempts");
        Assert.Equal(["unknown", "succeeded"], attempts.Select(a => a.Text("outcome")));
        Assert.False(string.IsNullOrEmpty(attempts[0].Text("error")));
        return job;
    }

    private async Task<Guid> PublishAsync(params IReadOnlyList<SinkAnswer> answers) =>
        (await bed.Api.PublishAsync(await bed.Api.AddChannelAsync("webhook", new { url = bed.Sink.Script(answers) })))[0];
}

public sealed class SqliteUnrulyReceiverTests(ImpatientSqliteBed bed) : UnrulyReceiverTests(bed), IClassFixture<ImpatientSqliteBed>;

public sealed class PostgresUnrulyReceiverTests(ImpatientPostgresBed bed) : UnrulyReceiverTests(bed), IClassFixture<ImpatientPostgresBed>;

// A request may take a little longer than a lease: a slow receiver then shows that leases are renewed.
public sealed class ImpatientSqliteBed : SqliteCrashBed
{
    protected override Dictionary<string, string> Settings => new(base.Settings) { ["Publishing:LongestRequest"] = "00:00:07" };
}

public sealed class ImpatientPostgresBed : PostgresCrashBed
{
    protected override Dictionary<string, string> Settings => new(base.Settings) { ["Publishing:LongestRequest"] = "00:00:07" };
}
