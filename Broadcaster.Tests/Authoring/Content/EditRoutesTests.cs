using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Variants;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Authoring.Content;

/// <summary>Whatever way somebody changes a piece: what was approved is approved no longer.</summary>
public abstract class EditRoutesTests(DatabaseProvider provider)
{
    public static TheoryData<string> Routes => [.. AllRoutes.Keys];

    private static readonly Dictionary<string, Func<Stage, Task<Result<ContentItem>>>> AllRoutes = new()
    {
        ["title"] = s => s.SaveAsync(i => i with { Title = "Other" }),
        ["body"] = s => s.SaveAsync(i => i with { Body = "Other" }),
        ["summary"] = s => s.SaveAsync(i => i with { Summary = "Other" }),
        ["slug"] = s => s.SaveAsync(i => i with { Slug = "other" }),
        ["tags"] = s => s.SaveAsync(i => i with { Tags = ["other"] }),
        ["tag order"] = s => s.SaveAsync(i => i with { Tags = ["b", "a"] }),
        ["canonical address"] = s => s.SaveAsync(i => i with { CanonicalUrl = "https://example.test" }),
        ["language"] = s => s.SaveAsync(i => i with { Language = "de" }),
        ["metadata"] = s => s.SaveAsync(i => i with { Metadata = new Dictionary<string, System.Text.Json.JsonElement> { ["a"] = Core.Authoring.Content.ContentMetadata.Text("b") } }),
        ["media"] = s => s.SaveAsync(i => i with { FeaturedMediaId = s.Picture }),
        ["channels"] = s => s.SaveAsync(i => i with { ChannelIds = [] }),
        ["variant within the piece"] = s => s.SaveAsync(i => i with { Variants = [new VariantInput { ChannelId = s.ChannelId, Title = "Other" }] }),
        ["variant set"] = s => s.App.Get<SetVariant>().ExecuteAsync(s.Author, s.Item.Id, new VariantInput { ChannelId = s.ChannelId, Body = "Other" }, null, true, default),
        ["variant removed"] = s => s.App.Get<RemoveVariant>().ExecuteAsync(s.Author, s.Item.Id, s.ChannelId, null, true, default),
        ["revision restored"] = s => s.App.Get<RestoreRevision>().ExecuteAsync(s.Author, s.Item.Id, 1, null, true, default),
    };

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Edit_Approved_VoidsTheApproval(string route)
    {
        await using var app = await TestApp.StartAsync(provider);
        var stage = await Stage.SetAsync(app, ContentState.Approved);

        var edited = await AllRoutes[route](stage);

        Assert.True(edited.Ok, edited.Error?.Message);
        var after = await app.FindContentAsync(stage.Item.Id);
        Assert.Null(after!.ApprovedHash);
        Assert.Equal(ContentState.Draft, after.State);
        Assert.NotEqual(stage.Item.Hash, after.Hash);
        Assert.Equal(ContentHash.Of(after), after.Hash);
    }

    [Theory]
    [InlineData("variant set")]
    [InlineData("variant removed")]
    [InlineData("revision restored")]
    public async Task Edit_ApprovedWithoutConfirmation_ChangesNothing(string route)
    {
        await using var app = await TestApp.StartAsync(provider);
        var stage = await Stage.SetAsync(app, ContentState.Approved);

        var edited = route switch
        {
            "variant set" => await app.Get<SetVariant>().ExecuteAsync(stage.Author, stage.Item.Id, new VariantInput { ChannelId = stage.ChannelId, Body = "Other" }, null, false, default),
            "variant removed" => await app.Get<RemoveVariant>().ExecuteAsync(stage.Author, stage.Item.Id, stage.ChannelId, null, false, default),
            _ => await app.Get<RestoreRevision>().ExecuteAsync(stage.Author, stage.Item.Id, 1, null, false, default),
        };

        Assert.IsType<ConfirmationRequired>(edited.Error);
        var after = await app.FindContentAsync(stage.Item.Id);
        Assert.Equal(stage.Item.Hash, after!.ApprovedHash);
    }

    [Fact]
    public async Task Autosave_DraftThatWasApprovedOnce_VoidsTheApproval()
    {
        await using var app = await TestApp.StartAsync(provider);
        var stage = await Stage.SetAsync(app, ContentState.Draft);

        var saved = await app.Get<AutosaveContent>().ExecuteAsync(stage.Author, stage.Item.Id, new ContentInput { Title = "Typed" }, stage.Item.Version, default);

        Assert.NotNull(saved.Value.Content);
        Assert.Null((await app.FindContentAsync(stage.Item.Id))!.ApprovedHash);
    }

    [Fact]
    public async Task Autosave_Approved_LeavesTheApprovalAlone()
    {
        await using var app = await TestApp.StartAsync(provider);
        var stage = await Stage.SetAsync(app, ContentState.Approved);

        var saved = await app.Get<AutosaveContent>().ExecuteAsync(stage.Author, stage.Item.Id, new ContentInput { Title = "Typed" }, stage.Item.Version, default);

        Assert.Null(saved.Value.Content);
        Assert.NotNull(saved.Value.KeptAt);
        var after = await app.FindContentAsync(stage.Item.Id);
        Assert.Equal((ContentState.Approved, stage.Item.Hash, stage.Item.Hash), (after!.State, after.Hash, after.ApprovedHash));
        var typed = await app.Get<GetEditorDraft>().ExecuteAsync(stage.Author, stage.Item.Id, default);
        Assert.Equal("Typed", typed!.Piece.Title);
    }

    [Fact]
    public async Task Edit_Scheduled_CancelsItsJobs()
    {
        await using var app = await TestApp.StartAsync(provider);
        var stage = await Stage.SetAsync(app, ContentState.Scheduled);
        var job = Jobs.Of(stage.Item, stage.Channel, JobStatus.Queued, startedAt: null);
        await app.AddAsync(job);

        var edited = await AllRoutes["body"](stage);

        Assert.True(edited.Ok, edited.Error?.Message);
        await using var db = app.Database.Read(stage.Author);
        var after = await db.PublishJobs.SingleAsync();
        Assert.Equal(JobStatus.Cancelled, after.Status);
        Assert.Null(after.NextAttemptAt);
        Assert.Contains("changed the piece", (await db.PublishJobEvents.SingleAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(ContentState.Draft, (await app.FindContentAsync(stage.Item.Id))!.State);
    }

    [Fact]
    public async Task Edit_GoingOutAtThisMoment_RefusedAndNothingChanges()
    {
        await using var app = await TestApp.StartAsync(provider);
        var stage = await Stage.SetAsync(app, ContentState.Scheduled);
        await app.AddAsync(Jobs.Of(stage.Item, stage.Channel, JobStatus.Running, app.Clock.GetUtcNow()));

        var edited = await AllRoutes["body"](stage);

        Assert.Equal("content.going_out", edited.Error?.Code);
        Assert.Equal(stage.Item.Hash, (await app.FindContentAsync(stage.Item.Id))!.ApprovedHash);
    }

    private sealed record Stage(TestApp App, ContentItem Item, Core.Publishing.Channels.Channel Channel, Guid Picture)
    {
        public Caller Author => App.CallerAs(Role.Author);

        public Guid ChannelId => Channel.Id;

        // With a first revision that says something else, a variant, and the approval of what it says now.
        public static async Task<Stage> SetAsync(TestApp app, ContentState state)
        {
            var channel = await app.AddChannelAsync();
            var picture = new MediaFile
            {
                Id = app.Clock.NewId(), WorkspaceId = app.Workspace.Id, FileName = "a.png", ContentType = "image/png", Bytes = 1, Sha256 = new string('a', 64), CreatedAt = app.Clock.GetUtcNow(),
            };
            await app.AddAsync(picture);
            var item = await app.AddContentAsync("Before", channels: [channel], tags: ["a", "b"]);
            await app.Get<SaveContent>().ExecuteAsync(
                app.CallerAs(Role.Author),
                item.Id,
                ContentInput.Of(ContentSnapshot.Of(item)) with { Title = "Now", Variants = [new VariantInput { ChannelId = channel.Id, Title = "For the channel" }] },
                null,
                false,
                default);
            await using var db = app.Database.OpenUnscoped();
            await db.Contents.IgnoreQueryFilters([Filters.Workspace]).Where(c => c.Id == item.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, state).SetProperty(c => c.ApprovedHash, c => c.Hash));
            return new Stage(app, (await app.FindContentAsync(item.Id))!, channel, picture.Id);
        }

        public Task<Result<ContentItem>> SaveAsync(Func<ContentInput, ContentInput> change) =>
            App.Get<SaveContent>().ExecuteAsync(Author, Item.Id, change(ContentInput.Of(ContentSnapshot.Of(Item))), Item.Version, confirm: true, default);
    }
}

public sealed class SqliteEditRoutesTests() : EditRoutesTests(DatabaseProvider.Sqlite);

public sealed class PostgresEditRoutesTests() : EditRoutesTests(DatabaseProvider.Postgres);
