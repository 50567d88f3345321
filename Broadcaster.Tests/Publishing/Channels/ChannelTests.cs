using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Publications;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Publishing.Channels;

public sealed class ChannelTests : IAsyncLifetime
{
    private const string Secret = "s3cret-never-shown";
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync(clock: new FakeTime());

    public async Task DisposeAsync() => await app.DisposeAsync();

    private Caller Admin => app.CallerAs(Role.Admin);

    [Fact]
    public async Task Create_WithASecret_KeepsItEncryptedAndOutOfTheAuditTrail()
    {
        var channel = (await CreateAsync(("signature", "Yours"), ("token", Secret))).Value;

        await using var db = app.Database.Read(Admin);
        var row = await db.Channels.SingleAsync(c => c.Id == channel.Id);
        var audit = await db.AuditEntries.SingleAsync(e => e.Action == "channel.created");
        Assert.Equal("""{"signature":"Yours"}""", row.Settings);
        Assert.Equal("token", row.SecretsSet);
        Assert.DoesNotContain(Secret, row.Secrets, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, audit.Changes, StringComparison.Ordinal);
        Assert.DoesNotContain(row.Secrets!, audit.Changes, StringComparison.Ordinal);
        Assert.Equal(new TestConnectorSettings { Signature = "Yours", Token = Secret }, app.Get<ChannelSettingsReader>().Read(row).Value);
    }

    [Fact]
    public async Task Update_SecretLeftOutOrEmpty_StaysAsItIs()
    {
        var channel = (await CreateAsync(("token", Secret))).Value;

        var updated = await UpdateAsync(channel, new JsonObject { ["signature"] = "New", ["token"] = "" });

        Assert.Equal(new TestConnectorSettings { Signature = "New", Token = Secret }, app.Get<ChannelSettingsReader>().Read(updated.Value).Value);
    }

    [Fact]
    public async Task Update_SecretNull_IsCleared()
    {
        var channel = (await CreateAsync(("token", Secret))).Value;

        var updated = (await UpdateAsync(channel, new JsonObject { ["token"] = null })).Value;

        Assert.Null(updated.Secrets);
        Assert.Equal("", updated.SecretsSet);
        Assert.Null(((TestConnectorSettings)app.Get<ChannelSettingsReader>().Read(updated).Value).Token);
    }

    [Fact]
    public async Task Update_NewSecret_LetsAHeldChannelGo()
    {
        var channel = (await CreateAsync(("token", Secret))).Value;
        await ChangeRowAsync(channel.Id, c => (c.NeedsReconnect, c.ConsecutiveFailures, c.CircuitOpenUntil) = (true, 5, app.Clock.GetUtcNow().AddMinutes(5)));

        var renamed = await app.Get<UpdateChannel>().ExecuteAsync(Admin, channel.Id, new ChannelInput { Name = "Renamed" }, null, default);
        var updated = await UpdateAsync(channel, new JsonObject { ["token"] = "another" });

        Assert.True(renamed.Value.NeedsReconnect);
        Assert.False(updated.Value.NeedsReconnect);
        Assert.Null(updated.Value.CircuitOpenUntil);
    }

    [Fact]
    public async Task Update_FromAnOldVersion_IsStale()
    {
        var channel = (await CreateAsync()).Value;
        await UpdateAsync(channel, new JsonObject { ["signature"] = "1" });

        var second = await app.Get<UpdateChannel>().ExecuteAsync(Admin, channel.Id, new ChannelInput { Name = "x" }, 1, default);

        Assert.Equal(new StaleVersion("channel", 2), second.Error);
    }

    [Fact]
    public async Task Create_WrongInput_NamesEveryField()
    {
        await CreateAsync();
        var input = new ChannelInput { Connector = "test", Name = "CHANNEL", MaxConcurrency = 0, Settings = new JsonObject { ["colour"] = "red" } };

        var refused = (await app.Get<CreateChannel>().ExecuteAsync(Admin, input, default)).Error!;

        Assert.Equal(ErrorKind.Invalid, refused.Kind);
        Assert.Equal(["maxConcurrency", "name", "settings.colour"], refused.Fields.Keys.Order());
        Assert.Contains("signature, token", refused.Fields["settings.colour"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_UnknownConnector_NamesTheKnownOnes()
    {
        var refused = (await app.Get<CreateChannel>().ExecuteAsync(Admin, new ChannelInput { Connector = "fax", Name = "Fax" }, default)).Error!;

        Assert.Contains("test", refused.Fields["connector"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_WithLiveJobs_SaysHowMany()
    {
        var channel = (await CreateAsync()).Value;
        var content = await app.AddContentAsync();
        await app.AddAsync(Job(channel, content.Id, JobStatus.Queued));

        var refused = (await app.Get<DeleteChannel>().ExecuteAsync(Admin, channel.Id, default)).Error;

        Assert.Equal(new ChannelInUse(1), refused);
    }

    [Fact]
    public async Task Delete_Idle_IsGoneForReadersAndKeepsNoSecret()
    {
        var channel = (await CreateAsync(("token", Secret))).Value;

        var deleted = await app.Get<DeleteChannel>().ExecuteAsync(Admin, channel.Id, default);

        await using var db = app.Database.Read(Admin);
        Assert.True(deleted.Ok);
        Assert.Null(await app.Get<ChannelQueries>().GetAsync(Admin, channel.Id, default));
        Assert.Null((await db.Channels.SingleAsync(c => c.Id == channel.Id)).Secrets);
        Assert.True((await CreateAsync()).Ok, "its name is free again");
    }

    [Fact]
    public async Task Test_OfAHeldChannel_ClearsWhatHeldIt()
    {
        var channel = (await CreateAsync()).Value;
        await ChangeRowAsync(channel.Id, c => c.NeedsReconnect = true);

        var test = (await app.Get<TestChannel>().ExecuteAsync(Admin, channel.Id, default)).Value;

        Assert.True(test.Ok);
        Assert.Equal("test", test.Account);
        Assert.Equal(ChannelHealth.Ok, (await app.Get<ChannelQueries>().GetAsync(Admin, channel.Id, default))!.Health);
    }

    [Fact]
    public async Task Test_OfUnsavedSettings_ChecksThemFirst()
    {
        var good = await app.Get<TestChannel>().ExecuteAsync(Admin, "test", new JsonObject { ["token"] = "x" }, null, default);
        var bad = await app.Get<TestChannel>().ExecuteAsync(Admin, "test", new JsonObject { ["nothing"] = "x" }, null, default);

        Assert.True(good.Value.Ok);
        Assert.Contains("settings.nothing", bad.Error!.Fields.Keys);
    }

    [Fact]
    public async Task Test_AddressWithinThisNetwork_IsExplainedWithoutConnecting()
    {
        var test = await app.Get<TestChannel>().ExecuteAsync(Admin, "webhook", new JsonObject { ["url"] = "http://127.0.0.1:9/hook" }, null, default);

        Assert.False(test.Value.Ok);
        Assert.Contains("loopback", test.Value.Problem, StringComparison.Ordinal);
        Assert.Contains("Network:AllowPrivateAddresses", test.Value.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_OfAnotherWorkspace_CannotBeRead()
    {
        var protection = app.Get<ChannelSecrets>();
        var sealedText = protection.Protect(app.Workspace.Id, new JsonObject { ["token"] = Secret });

        Assert.True(protection.Unprotect(app.Workspace.Id, sealedText).Ok);
        Assert.IsType<SecretsUnreadable>(protection.Unprotect(Guid.NewGuid(), sealedText).Error);
    }

    [Fact]
    public async Task Secrets_Unreadable_MarkTheChannelAndCanBeEnteredAgain()
    {
        var channel = (await CreateAsync(("token", Secret))).Value;
        await ChangeRowAsync(channel.Id, c => c.Secrets = "made with other keys");

        var test = (await app.Get<TestChannel>().ExecuteAsync(Admin, channel.Id, default)).Value;
        var held = await app.Get<ChannelQueries>().GetAsync(Admin, channel.Id, default);
        var mended = await UpdateAsync(channel, new JsonObject { ["token"] = "new" });

        Assert.False(test.Ok);
        Assert.Contains("Enter the secrets again", test.Problem, StringComparison.Ordinal);
        Assert.Equal(ChannelHealth.NeedsReconnect, held!.Health);
        Assert.False(mended.Value.NeedsReconnect);
    }

    [Fact]
    public async Task Pause_ThenResume_ShowsInHealthAndCountsWhatIsHeld()
    {
        var channel = (await CreateAsync()).Value;
        var content = await app.AddContentAsync();
        await app.AddAsync(Job(channel, content.Id, JobStatus.Queued));

        await app.Get<PauseChannel>().ExecuteAsync(Admin, channel.Id, default);
        var paused = await app.Get<ChannelQueries>().GetAsync(Admin, channel.Id, default);
        await app.Get<ResumeChannel>().ExecuteAsync(Admin, channel.Id, default);
        var resumed = await app.Get<ChannelQueries>().GetAsync(Admin, channel.Id, default);

        Assert.Equal((ChannelHealth.Paused, 1, 1), (paused!.Health, paused.JobsWaiting, paused.JobsHeld));
        Assert.Equal((ChannelHealth.Ok, 1, 0), (resumed!.Health, resumed.JobsWaiting, resumed.JobsHeld));
    }

    private Task<Result<Channel>> CreateAsync(params (string Name, string Value)[] settings) => app.Get<CreateChannel>().ExecuteAsync(
        Admin,
        new ChannelInput
        {
            Connector = "test",
            Name = "Channel",
            Settings = new JsonObject(settings.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Name, s.Value))),
        },
        default);

    private Task<Result<Channel>> UpdateAsync(Channel channel, JsonObject settings) =>
        app.Get<UpdateChannel>().ExecuteAsync(Admin, channel.Id, new ChannelInput { Name = "Channel", Settings = settings }, null, default);

    private async Task ChangeRowAsync(Guid id, Action<Channel> change)
    {
        await using var db = app.Database.OpenUnscoped();
        change(await db.Channels.IgnoreQueryFilters([Filters.Workspace]).SingleAsync(c => c.Id == id));
        await db.SaveChangesAsync();
    }

    private PublishJob Job(Channel channel, Guid contentId, JobStatus status) => Job(channel, contentId, status, app.Clock.NewId());

    private PublishJob Job(Channel channel, Guid contentId, JobStatus status, Guid publicationId) => new()
    {
        Id = app.Clock.NewId(),
        WorkspaceId = channel.WorkspaceId,
        PublicationId = publicationId,
        Publication = new Publication
        {
            Id = publicationId, WorkspaceId = channel.WorkspaceId, ContentId = contentId, ChannelId = channel.Id, Key = publicationId, Generation = 1, CreatedAt = app.Clock.GetUtcNow(),
        },
        ContentId = contentId,
        ChannelId = channel.Id,
        Connector = channel.Connector,
        RunAt = app.Clock.GetUtcNow(),
        NextAttemptAt = app.Clock.GetUtcNow(),
        Status = status,
        MaxAttempts = 4,
        ContentHash = "",
        CorrelationId = "test",
        CreatedAt = app.Clock.GetUtcNow(),
    };
}
