using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Authoring.Content.Editing;

public abstract class AutosaveContentTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Autosave_SeveralPauses_GoIntoOneRevision()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync("Saved by hand", "text");
        var version = item.Version;

        foreach (var title in new[] { "T", "Ty", "Typ" })
        {
            app.Time.Advance(TimeSpan.FromMinutes(1));
            version = await TypeAsync(app, item.Id, title, version);
        }

        var revisions = await RevisionsAsync(app, item.Id);
        Assert.Equal([(2, "Typ", true), (1, "Saved by hand", false)], revisions.Select(r => (r.Number, r.Title, r.Autosaved)));
        Assert.Equal("Typ", (await app.FindContentAsync(item.Id))!.Title);
    }

    [Fact]
    public async Task Autosave_TenMinutesLaterOrSomebodyElse_BeginsAnotherRevision()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync("One", "text");
        var version = await TypeAsync(app, item.Id, "Two", 1);
        app.Time.Advance(TimeSpan.FromMinutes(11));
        version = await TypeAsync(app, item.Id, "Three", version);
        var other = await app.Get<AutosaveContent>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "Four", Body = "text" }, version, default);

        Assert.NotNull(other.Value.Content);
        Assert.Equal(["Four", "Three", "Two", "One"], (await RevisionsAsync(app, item.Id)).Select(r => r.Title));
    }

    [Fact]
    public async Task Autosave_MuchDeleted_KeepsWhatWasDeleted()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync("T", "");
        var autosave = app.Get<AutosaveContent>();
        var author = app.CallerAs(Role.Author);
        var typed = await autosave.ExecuteAsync(author, item.Id, new ContentInput { Title = "T", Body = new string('x', 1000) }, 1, default);

        await autosave.ExecuteAsync(author, item.Id, new ContentInput { Title = "T", Body = "" }, typed.Value.Content!.Version, default);

        var before = await app.Get<RevisionQueries>().FindAsync(author, item.Id, 2, default);
        Assert.Equal(1000, before!.Piece.Body.Length);
    }

    [Fact]
    public async Task SaveContent_AfterAutosaveOfTheSame_PinsTheRevision()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync("One", "text");
        var version = await TypeAsync(app, item.Id, "Two", 1);

        var saved = await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "Two", Body = "text" }, version, false, default);
        await TypeAsync(app, item.Id, "Three", saved.Value.Version);

        Assert.Equal([("Three", true), ("Two", false), ("One", false)], (await RevisionsAsync(app, item.Id)).Select(r => (r.Title, r.Autosaved)));
    }

    [Fact]
    public async Task Autosave_NotValidYet_IsKeptBesideThePieceWithTheReason()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync("Title", "text");
        var author = app.CallerAs(Role.Author);

        var kept = await app.Get<AutosaveContent>().ExecuteAsync(author, item.Id, new ContentInput { Title = "", Body = "more text" }, 1, default);

        Assert.Null(kept.Value.Content);
        Assert.Contains("title", kept.Value.Reason!.Fields.Keys);
        Assert.Equal("text", (await app.FindContentAsync(item.Id))!.Body);
        var typed = await app.Get<GetEditorDraft>().ExecuteAsync(author, item.Id, default);
        Assert.Equal(("", "more text", 1), (typed!.Piece.Title, typed.Piece.Body, typed.BaseVersion));
    }

    [Fact]
    public async Task Autosave_SomebodySavedMeanwhile_IsKeptBesideThePiece()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync("Title", "text");
        await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "Theirs" }, 1, false, default);

        var kept = await app.Get<AutosaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "Mine" }, 1, default);

        Assert.IsType<StaleVersion>(kept.Value.Reason);
        Assert.Equal("Theirs", (await app.FindContentAsync(item.Id))!.Title);
        Assert.Equal("Mine", (await app.Get<GetEditorDraft>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, default))!.Piece.Title);
    }

    [Fact]
    public async Task SaveContent_AfterTypingBesideThePiece_ForgetsTheTypingOfThatMemberOnly()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync("Title", "text", ContentState.InReview);
        var autosave = app.Get<AutosaveContent>();
        await autosave.ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "Mine" }, 1, default);
        await autosave.ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "Theirs" }, 1, default);

        await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "Mine" }, 1, false, default);

        Assert.Null(await app.Get<GetEditorDraft>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, default));
        Assert.NotNull(await app.Get<GetEditorDraft>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, default));
        await app.Get<DiscardEditorDraft>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, default);
        Assert.Null(await app.Get<GetEditorDraft>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, default));
    }

    [Fact]
    public async Task Autosave_TwoTabsAtOnce_BothAreAnswered()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: ContentState.Approved);

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            app.Get<AutosaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = $"Tab {i}" }, 1, default))));

        Assert.All(all, r => Assert.NotNull(r.Value.KeptAt));
    }

    [Fact]
    public async Task Autosave_SomebodyElsesPiece_Refused()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(author: app.CallerAs(Role.Editor), state: ContentState.Approved);

        var kept = await app.Get<AutosaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "x" }, 1, default);

        Assert.Equal("permission.denied", kept.Error?.Code);
    }

    private static async Task<int> TypeAsync(TestApp app, Guid id, string title, int version)
    {
        var typed = await app.Get<AutosaveContent>().ExecuteAsync(app.CallerAs(Role.Author), id, new ContentInput { Title = title, Body = "text" }, version, default);
        Assert.NotNull(typed.Value.Content);
        return typed.Value.Content.Version;
    }

    private static async Task<IReadOnlyList<RevisionSummary>> RevisionsAsync(TestApp app, Guid id) =>
        (await app.Get<RevisionQueries>().ListAsync(app.CallerAs(Role.Viewer), id, new PageRequest(), default))!.Items;
}

public sealed class SqliteAutosaveContentTests() : AutosaveContentTests(DatabaseProvider.Sqlite);

public sealed class PostgresAutosaveContentTests() : AutosaveContentTests(DatabaseProvider.Postgres);
