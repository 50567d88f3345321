using System.Reflection;
using System.Text.RegularExpressions;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Accounts;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Tests.Support;
using Broadcaster.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Broadcaster.Tests.EndToEnd;

/// <summary>Opens every page that there is, wide and narrow, light and dark. A page that is added is walked without a word here.</summary>
public sealed class EveryPageTests : IAsyncLifetime
{
    private const string LongTitle = "The harbour opens again on Saturday, and what that means for everybody who lives from it: Donaudampfschifffahrtsgesellschaftskapitänsmütze";

    private static readonly (ColorScheme Theme, int Width, int Height)[] Looks =
        [(ColorScheme.Light, 1440, 900), (ColorScheme.Dark, 1440, 900), (ColorScheme.Dark, 390, 844), (ColorScheme.Light, 390, 844)];

    private readonly BroadcasterApp app = new(bootstrapped: true);
    private readonly Dictionary<string, Guid> ids = [];
    private readonly Dictionary<string, string> secrets = [];
    private readonly List<string> troubles = [];
    private IBrowserContext context = null!;
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        context = await Browser.NewContextAsync(baseUrl: app.StartForBrowser());
        page = await context.NewPageAsync();
        await BroadcasterApp.SignInAsync(page);
        await SeedAsync();
        page.Console += (_, message) => troubles.AddRange(message.Type == "error" && !message.Location.Contains(Urls.NotFound, StringComparison.Ordinal) ? [$"{page.Url}: {message.Text}"] : []);
        page.PageError += (_, error) => troubles.Add($"{page.Url}: {error}");
        page.Response += (_, response) => troubles.AddRange(response.Status >= 400 && !response.Url.EndsWith(Urls.NotFound, StringComparison.Ordinal) ? [$"{page.Url}: {response.Status} {response.Url}"] : []);
        page.RequestFailed += (_, request) => troubles.AddRange(request.Failure == "net::ERR_ABORTED" ? [] : [$"{page.Url}: {request.Failure} {request.Url}"]);
    }

    public async Task DisposeAsync()
    {
        await context.DisposeAsync();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task EveryRoute_WideNarrowLightDark_IsWhole()
    {
        var routes = typeof(Program).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>().Select(r => r.Template)).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(routes.Count > 30, "The pages were not found.");

        foreach (var route in routes)
        {
            await WalkAsync(Fill(route));
        }

        // What is not there any more, and what readers see of the public site.
        await WalkAsync(Urls.Content(BroadcasterApp.Workspace, Guid.CreateVersion7()));
        await WalkAsync(Urls.Prompt(BroadcasterApp.Workspace, "no-such-prompt"));
        await WalkAsync(Urls.Site(BroadcasterApp.Workspace));
        await WalkAsync($"{Urls.Site(BroadcasterApp.Workspace)}/out-already");

        Assert.True(troubles.Count == 0, string.Join(Environment.NewLine, troubles.Distinct()));
    }

    private async Task WalkAsync(string address)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = Looks[0].Theme });
        await page.SetViewportSizeAsync(Looks[0].Width, Looks[0].Height);
        await page.GotoAsync(address);
        var title = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        if (Urls.WorkspaceOf(new Uri(page.Url).AbsolutePath) is not null)
        {
            // Live, and with its data: what is on its way has the final shape only by intention.
            await page.Locator("[data-live=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Assertions.Expect(page.Locator("[aria-label=Loading]")).ToHaveCountAsync(0);
        }

        try
        {
            await title.First.WaitForAsync(new() { Timeout = 15_000 });
        }
        catch (TimeoutException)
        {
            troubles.Add($"{address} leads to {page.Url}, which has no heading of level 1: {await page.InnerTextAsync("body")}");
            return;
        }

        foreach (var (theme, width, height) in Looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.SetViewportSizeAsync(width, height);
            var spill = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (spill > 0)
            {
                var widest = await page.EvaluateAsync<string>(
                    "() => { const w = document.documentElement.clientWidth; return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1).slice(0, 4).map(e => e.tagName + '.' + e.className).join(', '); }");
                troubles.Add($"{address} at {width} px is {spill} px too wide: {widest}");
            }
        }

        var headings = await title.CountAsync();
        if (headings != 1)
        {
            troubles.Add($"{address} has {headings} headings of level 1.");
        }

        if (string.IsNullOrWhiteSpace(await page.TitleAsync()))
        {
            troubles.Add($"{address} has no title.");
        }
    }

    private string Fill(string template) => template
        .Replace("{Slug}", BroadcasterApp.Workspace, StringComparison.Ordinal)
        .Replace("{Secret}", secrets.GetValueOrDefault(template), StringComparison.Ordinal)
        .Replace("{Name}", "draft", StringComparison.Ordinal)
        .Replace("{Id:guid}", Regex.Match(template, "/(\\w+)/\\{Id", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } kind ? ids[kind.Groups[1].Value].ToString() : "", StringComparison.Ordinal);

    // One of everything that a page shows.
    private async Task SeedAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var none = CancellationToken.None;
        Caller caller;
        await using (var db = services.GetRequiredService<Database>().OpenUnscoped())
        {
            var member = await db.Members.IgnoreQueryFilters([Filters.Workspace]).Include(m => m.User).FirstAsync();
            caller = new Caller(member.WorkspaceId, BroadcasterApp.Workspace, member.UserId, member.Id, member.Role, member.User!.DisplayName);
        }

        var channel = (await services.GetRequiredService<ChannelQueries>().AllAsync(caller, none))[0];
        var create = services.GetRequiredService<CreateContent>();
        var piece = (await create.ExecuteAsync(caller, new ContentInput { Title = LongTitle, Body = "# Heading\n\nText, `code`, and a | table\n\n| a | b |\n|---|---|\n| 1 | 2 |", Tags = ["harbour", "fish"], ChannelIds = [channel.Id] }, none)).Value;
        await services.GetRequiredService<SaveContent>().ExecuteAsync(caller, piece.Id, new ContentInput { Title = LongTitle, Body = "Text that is another one now.", ChannelIds = [channel.Id] }, null, false, none);
        await services.GetRequiredService<SubmitContent>().ExecuteAsync(caller, piece.Id, none);
        await using (var settings = services.GetRequiredService<Database>().OpenUnscoped())
        {
            var workspace = await settings.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId);
            workspace.Settings = workspace.Settings with { Approvals = new ApprovalSettings { Mode = ApprovalMode.Optional, AllowSelfApproval = true } };
            await settings.SaveChangesAsync();
        }

        var read = (await create.ExecuteAsync(caller, new ContentInput { Title = "Out already", Body = "The fish market opens at six.", ChannelIds = [channel.Id] }, none)).Value;
        var sent = await services.GetRequiredService<PublishContent>().ExecuteAsync(caller, read.Id, [], false, none);
        Assert.True(sent.Ok, sent.Error?.Message);
        var job = (await services.GetRequiredService<JobQueries>().ListAsync(caller, new JobFilter(), new(), none)).Items[0];
        var plan = await services.GetRequiredService<CreatePlan>().ExecuteAsync(caller, new PlanInput { Topic = LongTitle, ChannelIds = [channel.Id] }, none);
        Assert.True(plan.Ok, plan.Error?.Message);
        (ids["content"], ids["review"], ids["jobs"], ids["channels"], ids["plans"]) = (piece.Id, piece.Id, job.Id, channel.Id, plan.Value.Id);
        var invited = await services.GetRequiredService<AddMember>().ExecuteAsync(caller, new MemberInput("somebody.with.a.long.address@harbour-news.example.com", "Ida Invited", Role.Author, null), none);
        secrets[Urls.InvitationRoute] = invited.Value.Secret!;
        secrets[Urls.PasswordRoute] = (await services.GetRequiredService<MakePasswordLink>().ExecuteAsync(caller, caller.MemberId!.Value, none)).Value.Secret;
        await Eventually.TrueAsync(
            async () => (await services.GetRequiredService<JobQueries>().ListAsync(caller, new JobFilter([JobStatus.Succeeded]), new(), none)).Total == 1, () => "Nothing went out.");
    }
}
