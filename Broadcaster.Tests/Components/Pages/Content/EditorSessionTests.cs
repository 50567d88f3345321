using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Components.Pages.Content;

public sealed class EditorSessionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Type_Draft_SavedIntoThePieceAndSlugFollowsTitle()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var created = await app.Get<CreateContent>().ExecuteAsync(author, new ContentInput { Title = "Untitled" }, None);
        using var session = await OpenAsync(app, author, created.Value.Id);

        var result = await session.TypeAsync(Fields((EditorFields.Title, "Autumn fair"), (EditorFields.Tags, "news, fair ,")), null, None);

        Assert.True(result.Ok);
        Assert.Null(session.Beside);
        var saved = await app.FindContentAsync(created.Value.Id);
        Assert.Equal("Autumn fair", saved!.Title);
        Assert.Equal("autumn-fair", saved.Slug);
        Assert.Equal(["news", "fair"], saved.Tags.OrderBy(t => t.Position).Select(t => t.Name));
        Assert.Equal("autumn-fair", session.Values()[EditorFields.Slug]);
    }

    [Fact]
    public async Task Type_EmptyTitle_KeptAsDraftWithTheFieldNamed()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var item = await app.AddContentAsync();
        using var session = await OpenAsync(app, author, item.Id);

        var result = await session.TypeAsync(Fields((EditorFields.Title, ""), (EditorFields.Body, "New text.")), null, None);

        Assert.True(result.Ok);
        Assert.NotNull(session.ErrorOf("title"));
        Assert.Equal("A body.", (await app.FindContentAsync(item.Id))!.Body);
        using var again = await OpenAsync(app, author, item.Id);
        Assert.Equal("New text.", again.Typed.Body);
        Assert.NotNull(again.PutBackFrom);
    }

    [Fact]
    public async Task Type_ApprovedPiece_KeptBesideUntilConfirmed()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var item = await app.AddContentAsync(state: ContentState.Approved);
        using var session = await OpenAsync(app, author, item.Id);

        await session.TypeAsync(Fields((EditorFields.Body, "Changed.")), null, None);
        Assert.Equal("A body.", (await app.FindContentAsync(item.Id))!.Body);
        var refused = await session.SaveAsync(confirm: false, overTheirs: false, None);
        var saved = await session.SaveAsync(confirm: true, overTheirs: false, None);

        Assert.IsType<ConfirmationRequired>(refused.Error);
        Assert.True(saved.Ok);
        Assert.Null(session.Beside);
        Assert.Equal(ContentState.Draft, session.Saved.State);
        Assert.Equal("Changed.", (await app.FindContentAsync(item.Id))!.Body);
    }

    [Fact]
    public async Task Type_SomebodyElseSavedMeanwhile_BothTextsAreThereToChooseFrom()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var item = await app.AddContentAsync();
        using var session = await OpenAsync(app, author, item.Id);
        await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "A title", Body = "Theirs." }, null, false, None);

        await session.TypeAsync(Fields((EditorFields.Body, "Mine.")), null, None);

        Assert.Equal("Theirs.", session.Theirs!.Body);
        Assert.Equal("Mine.", session.Typed.Body);
        Assert.Equal("Theirs.", (await app.FindContentAsync(item.Id))!.Body);
        var saved = await session.SaveAsync(confirm: false, overTheirs: true, None);
        Assert.True(saved.Ok);
        Assert.Null(session.Theirs);
        Assert.Equal("Mine.", (await app.FindContentAsync(item.Id))!.Body);
    }

    [Fact]
    public async Task TakeSaved_AfterClash_TheirsAndNothingKept()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var item = await app.AddContentAsync();
        using var session = await OpenAsync(app, author, item.Id);
        await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "A title", Body = "Theirs." }, null, false, None);
        await session.TypeAsync(Fields((EditorFields.Body, "Mine.")), null, None);

        await session.TakeSavedAsync(None);

        Assert.Equal("Theirs.", session.Values()[EditorFields.Body]);
        Assert.Null(session.Theirs);
        Assert.Null(await app.Get<GetEditorDraft>().ExecuteAsync(author, item.Id, None));
    }

    [Fact]
    public async Task Type_OnlyTheStateMoved_GoesOnWithoutAQuestion()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var item = await app.AddContentAsync();
        using var session = await OpenAsync(app, author, item.Id);
        await app.Get<SubmitContent>().ExecuteAsync(author, item.Id, None);
        await app.Get<WithdrawContent>().ExecuteAsync(author, item.Id, None);

        var result = await session.TypeAsync(Fields((EditorFields.Body, "Mine.")), null, None);

        Assert.NotNull(result.Value.Content);
        Assert.Null(session.Theirs);
        Assert.Equal("Mine.", (await app.FindContentAsync(item.Id))!.Body);
    }

    [Fact]
    public async Task Refresh_TextChangedElsewhereAndNothingTyped_FieldsFollow()
    {
        await using var app = await TestApp.StartAsync();
        var item = await app.AddContentAsync();
        using var session = await OpenAsync(app, app.CallerAs(Role.Author), item.Id);
        await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "A title", Body = "Theirs." }, null, false, None);
        Dictionary<string, string>? put = null;

        await session.RefreshAsync(values => Task.FromResult((put = values) is not null), None);

        Assert.Equal("Theirs.", put![EditorFields.Body]);
        Assert.Equal("Theirs.", session.Typed.Body);
    }

    [Fact]
    public async Task Refresh_BrowserHasUnsentTyping_TextStaysAndTheNextPauseMeetsTheOther()
    {
        await using var app = await TestApp.StartAsync();
        var item = await app.AddContentAsync();
        using var session = await OpenAsync(app, app.CallerAs(Role.Author), item.Id);
        await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "A title", Body = "Theirs." }, null, false, None);

        await session.RefreshAsync(_ => Task.FromResult(false), None);
        await session.TypeAsync(Fields((EditorFields.Body, "Mine.")), null, None);

        Assert.Equal("Theirs.", session.Theirs!.Body);
        Assert.Equal("Theirs.", (await app.FindContentAsync(item.Id))!.Body);
    }

    [Fact]
    public async Task Type_LargestBody_Saved()
    {
        await using var app = await TestApp.StartAsync();
        var item = await app.AddContentAsync();
        using var session = await OpenAsync(app, app.CallerAs(Role.Author), item.Id);
        var body = new string('ä', 100_000);

        var result = await session.TypeAsync(Fields((EditorFields.Body, body)), null, None);

        Assert.NotNull(result.Value.Content);
        Assert.Equal(body, (await app.FindContentAsync(item.Id))!.Body);
    }

    [Fact]
    public async Task Type_VariantOfAChannel_InThePiece()
    {
        await using var app = await TestApp.StartAsync();
        var channel = await app.AddChannelAsync();
        var item = await app.AddContentAsync(channels: [channel]);
        using var session = await OpenAsync(app, app.CallerAs(Role.Author), item.Id);

        await session.TypeAsync(Fields((EditorFields.Variant(channel.Id, "body"), "Short."), (EditorFields.Variant(channel.Id, "options"), "category = News")), null, None);

        var variant = Assert.Single((await app.FindContentAsync(item.Id))!.Variants);
        Assert.Equal("Short.", variant.Body);
        Assert.Equal("News", variant.Options["category"]);
    }

    private static async Task<EditorSession> OpenAsync(TestApp app, Caller caller, Guid id)
    {
        var session = ActivatorUtilities.CreateInstance<EditorSession>(app.Services);
        Assert.True(await session.OpenAsync(caller, id, None));
        return session;
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value);
}
