using System.Text.RegularExpressions;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Prompts;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Tests.Support;
using Broadcaster.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>From one thing to another of its kind, inside one page: what is shown, typed and done is always about the one in the address.</summary>
public sealed class MovingTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly BroadcasterApp app = new(bootstrapped: true);
    private readonly List<string> troubles = [];
    private IBrowserContext context = null!;
    private IPage page = null!;
    private Caller caller = null!;

    public async Task InitializeAsync()
    {
        context = await Browser.NewContextAsync(baseUrl: app.StartForBrowser());
        page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);
        page.Console += (_, message) => troubles.AddRange(message.Type == "error" ? [$"{page.Url}: {message.Text}"] : []);
        page.PageError += (_, error) => troubles.Add($"{page.Url}: {error}");
        await using var db = app.Services.GetRequiredService<Database>().OpenUnscoped();
        var member = await db.Members.IgnoreQueryFilters([Filters.Workspace]).Include(m => m.User).FirstAsync();
        caller = new Caller(member.WorkspaceId, BroadcasterApp.Workspace, member.UserId, member.Id, member.Role, member.User!.DisplayName);
    }

    public async Task DisposeAsync()
    {
        await context.DisposeAsync();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Revise_PublishedPiece_LeadsToADraftThatIsWrittenInto()
    {
        var site = await ChannelAsync();
        await WithoutReviewAsync();
        var piece = await CreateAsync("What is out", "It says this.", site);
        var sent = await With<PublishContent>().ExecuteAsync(caller, piece, [], false, None);
        Assert.True(sent.Ok, sent.Error?.Message);
        await Eventually.TrueAsync(
            async () => (await With<ContentQueries>().FindAsync(caller, piece, None))!.State == ContentState.Published, () => "Nothing went out.");
        await page.OpenAsync(Urls.Content(BroadcasterApp.Workspace, piece));
        await Assertions.Expect(page.Locator("[data-field=body]")).ToHaveValueAsync("It says this.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Revise" }).ClickAsync();

        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex(piece.ToString(), RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.Locator("[data-field=body]")).ToBeEditableAsync();
        await page.Locator("[data-field=body]").FillAsync("It says more.");
        await Assertions.Expect(page.Locator("[data-typing]")).ToContainTextAsync("Saved");
        var revision = Guid.Parse(new Uri(page.Url).Segments[^1]);
        Assert.Equal("It says more.", (await With<ContentQueries>().FindAsync(caller, revision, None))!.Body);
        Assert.Equal("It says this.", (await With<ContentQueries>().FindAsync(caller, piece, None))!.Body);
        Assert.True(troubles.Count == 0, string.Join(Environment.NewLine, troubles));
    }

    [Fact]
    public async Task Editor_FromPieceToPieceWhileTyping_EachKeepsItsOwnText()
    {
        var one = await CreateAsync("One", "First.");
        var two = await CreateAsync("Two", "Second.");
        await page.OpenAsync(Urls.Content(BroadcasterApp.Workspace, one));
        for (var round = 1; round <= 3; round++)
        {
            await Assertions.Expect(page.Locator("[data-field=title]")).ToHaveValueAsync("One");
            await page.Locator("[data-field=body]").FillAsync($"First, {round}.");
            await GoAsync(Urls.Content(BroadcasterApp.Workspace, two));
            await Assertions.Expect(page.Locator("[data-field=title]")).ToHaveValueAsync("Two");
            await page.Locator("[data-field=body]").FillAsync($"Second, {round}.");
            await page.GoBackAsync();
        }

        await Assertions.Expect(page.Locator("[data-field=title]")).ToHaveValueAsync("One");
        await Assertions.Expect(page.Locator("[data-field=body]")).ToHaveValueAsync("First, 3.");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.Equal("First, 3.", (await With<ContentQueries>().FindAsync(caller, one, None))!.Body);
        Assert.Equal("Second, 3.", (await With<ContentQueries>().FindAsync(caller, two, None))!.Body);
        Assert.True(troubles.Count == 0, string.Join(Environment.NewLine, troubles));
    }

    [Fact]
    public async Task EveryPageOfOneThing_ToAnotherOfItsKind_ShowsTheOther()
    {
        var site = await ChannelAsync();
        await WithoutReviewAsync();
        var board = (await With<CreateChannel>().ExecuteAsync(caller, new ChannelInput { Connector = "site", Name = "The board" }, None)).Value.Id;
        var (one, two) = (await CreateAsync("Piece one", "First.", site), await CreateAsync("Piece two", "Second.", site));
        foreach (var piece in new[] { one, two })
        {
            Assert.True((await With<PublishContent>().ExecuteAsync(caller, piece, [], false, None)).Ok);
        }

        var channels = await With<ChannelQueries>().AllAsync(caller, None);
        var prompts = await With<PromptQueries>().ListAsync(caller, None);
        var jobs = (await With<JobQueries>().ListAsync(caller, new JobFilter(), new(), None)).Items;
        var (job1, job2) = (jobs.First(j => j.ContentId == one).Id, jobs.First(j => j.ContentId == two).Id);
        var (plan1, plan2) = (await PlanAsync("Plan one"), await PlanAsync("Plan two"));
        const string W = BroadcasterApp.Workspace;

        await MoveAsync(Urls.Revisions(W, one), Urls.Revisions(W, two), "h1", "Revisions of Piece one", "Revisions of Piece two");
        await MoveAsync(Urls.Job(W, job1), Urls.Job(W, job2), "h1", "Piece one", "Piece two");
        await MoveAsync(Urls.Plan(W, plan1), Urls.Plan(W, plan2), "h1", "Plan one", "Plan two");
        await MoveAsync(Urls.EditPlan(W, plan1), Urls.EditPlan(W, plan2), "#plan-topic", "Plan one", "Plan two");
        await MoveAsync(Urls.Channel(W, site), Urls.Channel(W, board), "h1", channels.First(c => c.Id == site).Name, "The board");
        await MoveAsync(Urls.Prompt(W, prompts[0].Name), Urls.Prompt(W, prompts[1].Name), "h1", prompts[0].Label, prompts[1].Label);
        await MoveAsync(Urls.Review(W, one), Urls.Review(W, two), "[aria-label=Decision] h2", "Piece one", "Piece two");
        Assert.True(troubles.Count == 0, string.Join(Environment.NewLine, troubles));
    }

    // There, back, and there again: the way back finds no page of the first any more.
    private async Task MoveAsync(string from, string to, string where, string first, string second)
    {
        await page.OpenAsync(from);
        await SeeAsync(first);
        await GoAsync(to);
        await SeeAsync(second);
        await page.GoBackAsync();
        await SeeAsync(first);
        await page.GoForwardAsync();
        await SeeAsync(second);

        async Task SeeAsync(string text)
        {
            var shown = page.Locator(where);
            await (where.StartsWith('#') ? Assertions.Expect(shown).ToHaveValueAsync(text) : Assertions.Expect(shown).ToHaveTextAsync(text));
        }
    }

    // As a link inside the page does it.
    private Task GoAsync(string address) => page.EvaluateAsync("address => Blazor.navigateTo(address)", address);

    private T With<T>()
        where T : notnull => app.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    private async Task<Guid> ChannelAsync() => (await With<ChannelQueries>().AllAsync(caller, None))[0].Id;

    private async Task<Guid> CreateAsync(string title, string body, params IReadOnlyList<Guid> channels) =>
        (await With<CreateContent>().ExecuteAsync(caller, new ContentInput { Title = title, Body = body, ChannelIds = channels }, None)).Value.Id;

    private async Task<Guid> PlanAsync(string topic) => (await With<CreatePlan>().ExecuteAsync(caller, new PlanInput { Topic = topic }, None)).Value.Id;

    private async Task WithoutReviewAsync()
    {
        await using var db = app.Services.GetRequiredService<Database>().OpenUnscoped();
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId);
        workspace.Settings = workspace.Settings with { Approvals = new ApprovalSettings { Mode = ApprovalMode.None } };
        await db.SaveChangesAsync();
    }
}
