using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Authoring.Content.Workflow;

/// <summary>Walks every state with every use case: each does what the table says or refuses and changes nothing.</summary>
public abstract class ContentMovesTests(DatabaseProvider provider)
{
    private static readonly Dictionary<string, Func<TestApp, Guid, Task<Error?>>> UseCases = new()
    {
        [ContentWorkflow.Edit] = async (app, id) => (await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Editor), id, new ContentInput { Title = "Changed" }, null, true, default)).Error,
        [ContentWorkflow.Submit] = async (app, id) => (await app.Get<SubmitContent>().ExecuteAsync(app.CallerAs(Role.Editor), id, default)).Error,
        [ContentWorkflow.Withdraw] = async (app, id) => (await app.Get<WithdrawContent>().ExecuteAsync(app.CallerAs(Role.Editor), id, default)).Error,
        [ContentWorkflow.Approve] = async (app, id) => (await app.Get<ApproveContent>().ExecuteAsync(app.CallerAs(Role.Reviewer), id, new ApproveRequest(), default)).Error,
        [ContentWorkflow.Reject] = async (app, id) => (await app.Get<RejectContent>().ExecuteAsync(app.CallerAs(Role.Reviewer), id, "Please mend.", null, default)).Error,
        [ContentWorkflow.Revise] = async (app, id) => (await app.Get<ReviseContent>().ExecuteAsync(app.CallerAs(Role.Editor), id, default)).Error,
        [ContentWorkflow.Archive] = async (app, id) => (await app.Get<ArchiveContent>().ExecuteAsync(app.CallerAs(Role.Editor), id, default)).Error,
        [ContentWorkflow.Delete] = async (app, id) => (await app.Get<DeleteContent>().ExecuteAsync(app.CallerAs(Role.Editor), id, null, default)).Error,
    };

    [Fact]
    public async Task UseCases_EveryState_MoveOrRefuse()
    {
        await using var app = await TestApp.StartAsync(provider);
        foreach (var state in Enum.GetValues<ContentState>())
        {
            foreach (var (move, run) in UseCases)
            {
                var item = await app.AddContentAsync(state: state);

                var error = await run(app, item.Id);

                var after = await app.FindContentAsync(item.Id);
                if (ContentWorkflow.Find(state, move) is { } legal)
                {
                    Assert.True(error is null, $"{move} from {state}: {error?.Message}");
                    Assert.Equal(move == ContentWorkflow.Delete, after is null);
                    Assert.Equal(legal.To ?? state, after?.State ?? state);
                }
                else
                {
                    Assert.IsType<IllegalMove>(error);
                    Assert.Equal((state, item.Version, item.Hash), (after!.State, after.Version, after.Hash));
                }
            }
        }
    }

    [Fact]
    public async Task UseCases_UnknownOrForeignPiece_NotFound()
    {
        await using var app = await TestApp.StartAsync(provider);
        var other = await app.AddWorkspaceAsync("other");
        var foreign = await app.AddContentAsync(author: await app.AddMemberAsync(Role.Author, "Stranger", other));
        foreach (var (move, run) in UseCases)
        {
            Assert.True(await run(app, Guid.NewGuid()) is NotFound, move);
            Assert.True(await run(app, foreign.Id) is NotFound, move);
        }

        Assert.Equal(1, (await app.FindContentAsync(foreign.Id))!.Version);
    }

    [Fact]
    public async Task ReviseContent_Published_MakesADraftThatSaysTheSameAndKnowsItsParent()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        var parent = await app.AddContentAsync("Out", "There", ContentState.Published, channels: [channel], tags: ["a"]);

        var revised = await app.Get<ReviseContent>().ExecuteAsync(app.CallerAs(Role.Author), parent.Id, default);

        Assert.True(revised.Ok);
        var draft = await app.FindContentAsync(revised.Value.Id);
        Assert.Equal(parent.Id, draft!.ParentId);
        Assert.Equal(ContentState.Draft, draft.State);
        Assert.Equal(parent.Slug, draft.Slug);
        Assert.Equal(parent.Hash, draft.Hash);
        Assert.Null(draft.ApprovedHash);
        Assert.Equal(ContentState.Published, (await app.FindContentAsync(parent.Id))!.State);
    }

    [Fact]
    public async Task WithdrawContent_OnlyTheAuthorOrAnEditor()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: ContentState.InReview);
        var stranger = await app.AddMemberAsync(Role.Author, "Another author");

        var refused = await app.Get<WithdrawContent>().ExecuteAsync(stranger, item.Id, default);
        var withdrawn = await app.Get<WithdrawContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, default);

        Assert.Equal("permission.denied", refused.Error?.Code);
        Assert.Equal(ContentState.Draft, withdrawn.Value.State);
        Assert.Null(withdrawn.Value.SubmittedAt);
    }

    [Fact]
    public async Task DeleteContent_WasSentOnce_IsKept()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync(state: ContentState.Archived, channels: [channel]);
        await app.AddAsync(Jobs.Of(item, channel, Core.Publishing.Jobs.JobStatus.Succeeded, app.Clock.GetUtcNow()));

        var deleted = await app.Get<DeleteContent>().ExecuteAsync(app.CallerAs(Role.Owner), item.Id, null, default);

        Assert.Equal("content.has_history", deleted.Error?.Code);
        Assert.NotNull(await app.FindContentAsync(item.Id));
    }

    [Fact]
    public async Task DeleteContent_NeverSent_GoesWithEverything()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync(channels: [channel], tags: ["a"]);
        await app.AddAsync(Jobs.Of(item, channel, Core.Publishing.Jobs.JobStatus.Cancelled, startedAt: null));
        await app.Get<AutosaveContent>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "" }, 1, default);

        var deleted = await app.Get<DeleteContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, 1, default);

        Assert.True(deleted.Ok, deleted.Error?.Message);
        await using var db = app.Database.Read(app.CallerAs(Role.Owner));
        Assert.Empty(db.ContentRevisions);
        Assert.Empty(db.ContentTags);
        Assert.Empty(db.ContentTargets);
        Assert.Empty(db.EditorDrafts);
        Assert.Empty(db.PublishJobs);
    }
}

public sealed class SqliteContentMovesTests() : ContentMovesTests(DatabaseProvider.Sqlite);

public sealed class PostgresContentMovesTests() : ContentMovesTests(DatabaseProvider.Postgres);
