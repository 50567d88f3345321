using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Broadcaster.Tests.EndToEnd;

public sealed class WritingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task New_TypedText_SavedOnThePauseAndCounted()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        var (page, context) = await OpenAsync(app);
        await using var _ = context;

        await page.OpenAsync("/w/main/content/new");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/new$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true }).FillAsync("Autumn fair");
        await page.Locator("[data-field=body]").FillAsync("Come and **see**.");

        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("Saved");
        await page.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await Assertions.Expect(page.Locator("[data-counter]")).ToHaveTextAsync("17 characters");
        await Assertions.Expect(page.Locator(".prose strong")).ToHaveTextAsync("see");

        await page.Locator("[data-field=body]").FillAsync("Come.");

        await Assertions.Expect(page.Locator("[data-counter]")).ToHaveTextAsync("5 characters");
        await page.Locator("[data-field=title]").FillAsync("");
        await Assertions.Expect(page.Locator("#piece-title-error")).ToContainTextAsync("The title is empty");
    }

    [Fact]
    public async Task Typing_ConnectionLost_KeptInTheBrowserAndSavedAfterTheReload()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        var (page, context) = await OpenAsync(app);
        await using var _ = context;
        var caller = await CallerAsync(app);
        var id = await CreateAsync(app, caller, "Kept", "First.");
        await page.OpenAsync($"/w/main/content/{id}");
        await Assertions.Expect(page.Locator("[data-field=body]")).ToHaveValueAsync("First.");

        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("Saved");

        // What the server is sent now gets lost on the way, as when it is stopped in the middle.
        await page.EvaluateAsync("() => { WebSocket.prototype.send = function () { this.close(); throw new Error('gone'); } }");
        await page.Locator("[data-field=body]").FillAsync("First. And what came to mind while the server was away.");
        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("kept in this browser", new() { Timeout = 30_000 });
        Assert.Equal("First.", await BodyAsync(app, caller, id));

        await page.OpenAsync($"/w/main/content/{id}");

        await Assertions.Expect(page.Locator("[data-restored]")).ToContainTextAsync("was put back");
        await Assertions.Expect(page.Locator("[data-field=body]")).ToHaveValueAsync("First. And what came to mind while the server was away.");
        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("Saved");
        Assert.Equal("First. And what came to mind while the server was away.", await BodyAsync(app, caller, id));
        Assert.True(await page.EvaluateAsync<bool>("() => Object.keys(localStorage).every(k => !k.startsWith('broadcaster.typed'))"));
    }

    [Fact]
    public async Task Typing_SomebodyElseSavedMeanwhile_DifferenceShownAndChosen()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        var (page, context) = await OpenAsync(app);
        await using var _ = context;
        var caller = await CallerAsync(app);
        var other = await AddMemberAsync(app, Role.Editor, "Bea Adams");
        var id = await CreateAsync(app, caller, "Shared", "Before.");
        await page.OpenAsync($"/w/main/content/{id}");
        await page.Locator("[data-field=title]").FillAsync("");
        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("Kept as your draft");

        await ScopedAsync<SaveContent>(app, save => save.ExecuteAsync(other, id, new ContentInput { Title = "Shared", Body = "What Bea wrote." }, null, false, None));

        // Both within one pause, as somebody types: what is sent first would be compared alone.
        await page.EvaluateAsync(
            "() => { for (const [name, text] of [['title', 'Shared'], ['body', 'What Ada wrote.']]) { const field = document.querySelector(`[data-field=${name}]`); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); } }");

        var dialog = page.Locator(".rz-dialog");
        await Assertions.Expect(dialog).ToContainTextAsync("Bea Adams saved this piece while you wrote");
        await Assertions.Expect(dialog.Locator(".line.removed").Filter(new() { HasText = "What Bea wrote." })).ToBeVisibleAsync();
        await Assertions.Expect(dialog.Locator(".line.added").Filter(new() { HasText = "What Ada wrote." })).ToBeVisibleAsync();
        Assert.Equal("What Bea wrote.", await BodyAsync(app, caller, id));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("Saved");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal("What Ada wrote.", await BodyAsync(app, caller, id));
    }

    [Fact]
    public async Task Review_SomebodyElseDecides_ShownAtOnceInsteadOfButtons()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        var (page, context) = await OpenAsync(app);
        await using var _ = context;
        var author = await AddMemberAsync(app, Role.Author, "Cy Author");
        var reviewer = await AddMemberAsync(app, Role.Reviewer, "Bea Adams");
        var id = await CreateAsync(app, author, "To decide", "Some text.");
        await ScopedAsync<SubmitContent>(app, submit => submit.ExecuteAsync(author, id, None));
        await page.OpenAsync($"/w/main/review/{id}");
        await Assertions.Expect(page.Locator("[data-approve]")).ToBeEnabledAsync();

        await ScopedAsync<ApproveContent>(app, approve => approve.ExecuteAsync(reviewer, id, new ApproveRequest { Comment = "Good." }, None));

        await Assertions.Expect(page.Locator("[data-decided]")).ToContainTextAsync("Bea Adams approved this piece");
        await Assertions.Expect(page.Locator("[data-approve]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Good.", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Review_AuthorChangesThePieceMeanwhile_ReviewerSeesWhatBeforeDeciding()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        var (page, context) = await OpenAsync(app);
        await using var _ = context;
        var author = await AddMemberAsync(app, Role.Author, "Cy Author");
        var id = await CreateAsync(app, author, "To decide", "Some text.");
        await ScopedAsync<SubmitContent>(app, submit => submit.ExecuteAsync(author, id, None));
        await page.OpenAsync($"/w/main/review/{id}");
        await Assertions.Expect(page.Locator("[data-approve]")).ToBeEnabledAsync();

        await ScopedAsync<SaveContent>(app, save => save.ExecuteAsync(author, id, new ContentInput { Title = "To decide", Body = "Other text." }, null, false, None));

        await Assertions.Expect(page.Locator("[data-approve]")).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what changed" }).ClickAsync();
        await Assertions.Expect(page.Locator(".line.added")).ToContainTextAsync("Other text.");
        await page.Locator("[data-approve]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-decided]")).ToContainTextAsync("You approved this piece");
    }

    [Fact]
    public async Task List_PieceCreatedElsewhere_AppearsAndFilterStaysInTheAddress()
    {
        await using var app = new BroadcasterApp(bootstrapped: true);
        var (page, context) = await OpenAsync(app);
        await using var _ = context;
        var caller = await CallerAsync(app);
        await page.OpenAsync("/w/main/content");
        await Assertions.Expect(page.GetByText("Nothing written yet")).ToBeVisibleAsync();

        await CreateAsync(app, caller, "Spring", "One.");
        await CreateAsync(app, caller, "Autumn", "Two.");

        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GetByPlaceholder("Search title, text and tags").FillAsync("autumn");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("search=autumn", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static async Task<(IPage Page, IBrowserContext Context)> OpenAsync(BroadcasterApp app)
    {
        var context = await Browser.NewContextAsync(baseUrl: app.StartForBrowser());
        var page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);
        return (page, context);
    }

    /// <summary>The administrator, as the use cases take them.</summary>
    private static Task<Caller> CallerAsync(BroadcasterApp app) => CallerOfAsync(app, m => m.Role == Role.Owner);

    private static async Task<Caller> CallerOfAsync(BroadcasterApp app, System.Linq.Expressions.Expression<Func<Member, bool>> which)
    {
        await using var db = app.Services.GetRequiredService<Database>().OpenUnscoped();
        var member = await db.Members.IgnoreQueryFilters([Filters.Workspace]).Include(m => m.User).FirstAsync(which);
        return new Caller(member.WorkspaceId, BroadcasterApp.Workspace, member.UserId, member.Id, member.Role, member.User!.DisplayName);
    }

    private static async Task<Caller> AddMemberAsync(BroadcasterApp app, Role role, string name)
    {
        var owner = await CallerAsync(app);
        var input = new MemberInput($"{Guid.NewGuid():N}@example.com", name, role, "seven green bottles");
        var added = default(Result<AddedMember>);
        await ScopedAsync<AddMember>(app, async add => added = await add.ExecuteAsync(owner, input, None));
        Assert.True(added.Ok, added.Error?.Message);
        return await CallerOfAsync(app, m => m.Id == added.Value.Member!.Id);
    }

    private static async Task<Guid> CreateAsync(BroadcasterApp app, Caller caller, string title, string body)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var site = (await scope.ServiceProvider.GetRequiredService<ChannelQueries>().AllAsync(caller, None)).Select(c => c.Id).ToList();
        return (await scope.ServiceProvider.GetRequiredService<CreateContent>().ExecuteAsync(caller, new ContentInput { Title = title, Body = body, ChannelIds = site }, None)).Value.Id;
    }

    private static async Task ScopedAsync<T>(BroadcasterApp app, Func<T, Task> run)
        where T : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<T>());
    }

    private static async Task<string> BodyAsync(BroadcasterApp app, Caller caller, Guid id)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ContentQueries>().FindAsync(caller, id, None))!.Body;
    }
}
