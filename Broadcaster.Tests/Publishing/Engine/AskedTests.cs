using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Engine;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Publishing.Jobs;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Publishing.Engine;

/// <summary>Jobs that end by a question to the platform or by a person's word: what they leave behind.</summary>
public abstract class AskedTests(DatabaseProvider provider) : IAsyncLifetime
{
    private static readonly Fault Fault = new("The platform is unwell.", HttpStatus: 401);

    private EngineApp engine = null!;

    private TestApp App => engine.App;

    public async Task InitializeAsync() => engine = await EngineApp.StartAsync(provider);

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task Checked_IsOut_LeavesItsFiles()
    {
        await PendingAsync();

        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(5));

        await FilesAreKeptAsync();
    }

    [Fact]
    public async Task Found_IsOut_LeavesItsFiles()
    {
        engine.Platform.Guarantee = Guarantee.Findable;
        await UnknownAsync();
        engine.Platform.OnFind = _ => new FindOutcome.Found("found-1", null);

        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(10));

        await FilesAreKeptAsync();
    }

    [Fact]
    public async Task Confirmed_IsOut_LeavesItsFiles()
    {
        var job = await UnknownAsync();

        await App.Get<ConfirmJob>().ExecuteAsync(engine.Editor, job.Id, null, null, default);

        await FilesAreKeptAsync();
    }

    [Fact]
    public async Task Checked_CredentialsRefused_MarksTheChannelAndHoldsTheJob()
    {
        var job = await PendingAsync();
        engine.Platform.OnCheck = _ => new PublishOutcome.NeedsReconnect(Fault);
        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(5));
        var channel = await App.ChannelAsync(engine.Channel.Id);
        Assert.Equal((true, Fault.Message), (channel.NeedsReconnect, channel.LastProblem));

        // Nobody asks behind refused credentials, however long it takes to mend them.
        for (var i = 0; i < 70; i++)
        {
            await engine.LookUpAfterAsync(TimeSpan.FromHours(1));
        }

        Assert.Equal((JobStatus.Confirming, 1), ((await App.JobAsync(job.Id)).Status, engine.Platform.Looks));
        engine.Platform.OnCheck = h => new PublishOutcome.Succeeded(h);
        await App.Get<ReconnectChannel>().ExecuteAsync(App.CallerAs(Role.Owner), engine.Channel.Id, default);
        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(JobStatus.Succeeded, (await App.JobAsync(job.Id)).Status);
    }

    [Fact]
    public async Task LookedUp_CredentialsRefusedOnTheWire_MarksTheChannel()
    {
        engine.Platform.Guarantee = Guarantee.Findable;
        await UnknownAsync();
        await using var sink = await CountingSink.StartAsync();
        engine.Platform.FindAddress = sink.Script(SinkAnswer.Refusal(401));

        await engine.LookUpAfterAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(1, engine.Platform.Looks);
        Assert.True((await App.ChannelAsync(engine.Channel.Id)).NeedsReconnect);
    }

    private async Task<PublishJob> PendingAsync()
    {
        engine.Platform.Answering(new PublishOutcome.Pending("h-1", TimeSpan.FromSeconds(5)));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();
        Assert.Equal(JobStatus.Confirming, (await App.JobAsync(job.Id)).Status);
        return job;
    }

    private async Task<PublishJob> UnknownAsync()
    {
        engine.Platform.Answering(new PublishOutcome.Unknown(Fault));
        var job = await App.AddJobAsync(engine.Channel);
        await engine.RunDueAsync();
        Assert.Equal(JobStatus.Unconfirmed, (await App.JobAsync(job.Id)).Status);
        return job;
    }

    private async Task FilesAreKeptAsync()
    {
        var keeper = App.Get<FileKeeper>();
        await keeper.StartAsync(default);
        await keeper.StopAsync(default);
        Assert.Equal([".html", ".md"], Directory.GetFiles(App.Folder.Combine("published"), "*", SearchOption.AllDirectories).Select(Path.GetExtension).Order());
    }
}

public sealed class SqliteAskedTests() : AskedTests(DatabaseProvider.Sqlite);

public sealed class PostgresAskedTests() : AskedTests(DatabaseProvider.Postgres);
