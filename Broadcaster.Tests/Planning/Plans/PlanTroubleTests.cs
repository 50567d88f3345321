using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Tests.Foundation.Ai;
using Broadcaster.Tests.Publishing.Connectors;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Planning.Plans;

/// <summary>What a plan does when money, patience or an answer runs out, and what is on its bill then.</summary>
public abstract class PlanTroubleTests(DatabaseProvider provider)
{
    [Theory]
    [InlineData("day")]
    [InlineData("month")]
    [InlineData("plan")]
    public async Task Run_CeilingBehindTheDraft_StopsImprovingCutsForTheChannelAndIsReady(string ceiling)
    {
        await using var app = await PlanApp.StartAsync(provider, model: "gpt-4o");
        await app.Models.ChangeAsync(s => s with
        {
            Costs = new CostSettings { DayLimit = ceiling == "day" ? 0.12m : null, MonthLimit = ceiling == "month" ? 0.12m : null, PlanLimit = ceiling == "plan" ? 0.12m : null },
        });
        var channel = await app.App.AddChannelAsync();
        app.Server.Answer = call => GoodAnswers.For(call) with { TokensOut = call.Form == "draft" ? 9_000 : 10 };

        var view = await app.RunAsync(new PlanInput { SkipResearch = true, ChannelIds = [channel.Id], TargetSeoScore = 100, MaxRefinements = 3 });

        Assert.True(view.Plan.Status == PlanStatus.Ready, view.Plan.Problem?.Message);
        Assert.Equal(["titles", "outline", "draft"], app.Server.Calls.Select(c => c.Form));
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l.StartsWith("Improving stops here", StringComparison.Ordinal) && l.Contains("ceiling", StringComparison.Ordinal));
        var variant = Assert.Single(view.Variants);
        Assert.Empty(variant.Problems);
        Assert.Contains(variant.Notes, n => n.StartsWith("It gets no text of its own", StringComparison.Ordinal));
        Assert.EndsWith("…", variant.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RefinementCannotBeUsed_DraftGoesOnAndItsWasteIsOnTheBill()
    {
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call.Form == "refinement" ? new ModelReply("I would rather talk about wasps.") : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { SkipResearch = true, TargetSeoScore = 100, MaxRefinements = 3 });

        Assert.Equal(PlanStatus.Ready, view.Plan.Status);
        Assert.Equal(GoodAnswers.Body.ReplaceLineEndings("\n").Trim(), view.Draft!.Body);
        Assert.Equal(["titles", "outline", "draft", "refinement", "refinement"], app.Server.Calls.Select(c => c.Form));
        Assert.Equal((500, 250), (view.Plan.TokensIn, view.Plan.TokensOut));
        Assert.Equal(await app.Models.SpentAsync(), CostBook.ToDollars(view.Plan.Nanos));
    }

    [Fact]
    public async Task Run_RefinementReachesTheTarget_IsNotImprovedFurther()
    {
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call.Form == "draft" ? GoodAnswers.Draft(string.Join(' ', Enumerable.Repeat("No heading and no point at all.", 12))) : GoodAnswers.For(call);
        var first = await app.RunAsync(new PlanInput { SkipResearch = true, Keywords = ["city roofs"], TargetSeoScore = 100, MaxRefinements = 1 });
        var (before, after) = (first.Draft!.Score, (await app.App.Get<PlanQueries>().GetRefinementsAsync(app.Editor, first.Plan.Id, default)).Value[0].ScoreBefore);
        Assert.True(before > after);
        var asked = app.Server.Calls.Count(c => c.Form == "refinement");

        var view = await app.RunAsync(new PlanInput { SkipResearch = true, Keywords = ["city roofs"], TargetSeoScore = before, MaxRefinements = 5 });

        Assert.Equal((PlanStatus.Ready, before), (view.Plan.Status, view.Plan.SeoScore!.Value));
        Assert.Equal(asked + 1, app.Server.Calls.Count(c => c.Form == "refinement"));
    }

    [Fact]
    public async Task Run_ModelSaysNothingAndCancelled_BillIsWhatWasSettled()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(provider, clock: clock);
        app.Server.Answer = call => call.Form == "draft" ? new ModelReply("") { Hang = true } : GoodAnswers.For(call);
        var id = await app.AddAsync(new PlanInput { SkipResearch = true });

        await app.Engine.LookAsync(default);
        await Eventually.TrueAsync(() => app.Server.Calls.Any(c => c.Form == "draft"), () => "The draft was never asked for.");
        clock.Advance(TimeSpan.FromSeconds(241));
        await app.Engine.Working;
        Assert.Equal("ai.timed_out", (await app.ViewAsync(id)).Plan.Problem!.Code);
        Assert.Equal(await app.Models.SpentAsync(), CostBook.ToDollars((await app.ViewAsync(id)).Plan.Nanos));

        // Broken off by somebody: it may be billed all the same.
        Assert.True((await app.App.Get<ProcessPlan>().RetryAsync(app.Editor, id, default)).Ok);
        await app.Engine.LookAsync(default);
        await Eventually.TrueAsync(() => app.Server.Calls.Count(c => c.Form == "draft") == 2, () => "The draft was never asked for again.");
        Assert.True((await app.App.Get<CancelPlan>().ExecuteAsync(app.Editor, id, default)).Ok);
        await app.Engine.Working;

        var plan = (await app.ViewAsync(id)).Plan;
        Assert.Equal(2, (await app.Models.RecordsAsync()).Count(r => r.Outcome == CostOutcome.Unknown));
        Assert.Equal(await app.Models.SpentAsync(), CostBook.ToDollars(plan.Nanos));
        Assert.Equal((200, 100), (plan.TokensIn, plan.TokensOut));
    }

    [Fact]
    public async Task CloseOrphans_CallOfAPlan_IsOnThePlansBillAndSettledLateOnlyOnce()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(provider, clock: clock);
        var id = await app.AddAsync();
        var book = app.App.Get<CostBook>();
        var record = new CostRecord { Id = Guid.NewGuid(), WorkspaceId = app.App.Workspace.Id, PlanId = id, Task = AiTask.Generate, Provider = "openai", Model = "gpt-4o", Nanos = 500, At = clock.GetUtcNow(), Day = default };
        await using (var db = app.App.Database.Work(app.App.Workspace.Id))
        {
            db.CostRecords.Add(record);
            await db.SaveChangesAsync();
        }

        clock.Advance(CostBook.LongestCall + TimeSpan.FromSeconds(1));
        await book.CloseOrphansAsync(default);
        await book.CloseOrphansAsync(default);
        Assert.Equal(500, (await app.ViewAsync(id)).Plan.Nanos);
        await book.SettleAsync(record, CostOutcome.Billed, 10, 20, CostBook.ToDollars(120), null, null, default);
        await book.SettleAsync(record, CostOutcome.Billed, 10, 20, CostBook.ToDollars(120), null, null, default);

        var plan = (await app.ViewAsync(id)).Plan;
        Assert.Equal((120, 10, 20), (plan.Nanos, plan.TokensIn, plan.TokensOut));
    }

    [Fact]
    public async Task Run_SetForTomorrowAndRateLimited_WaitsAsLongAsOneThatIsNew()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(provider, clock: clock);
        app.Server.Answer = call => call.Form == "outline" ? ModelReply.Failing(429, retryAfter: 300) : GoodAnswers.For(call);
        var made = (await app.App.Get<CreatePlan>().ExecuteAsync(app.Editor, new PlanInput { Topic = "Later", SkipResearch = true, ProcessAt = clock.GetUtcNow().AddDays(1) }, default)).Value;

        clock.Advance(TimeSpan.FromDays(1));
        await app.RunAsync();

        var waiting = (await app.ViewAsync(made.Id)).Plan;
        Assert.Equal((PlanStatus.Queued, "ai.rate_limited"), (waiting.Status, waiting.Problem?.Code));
        Assert.Null(waiting.ProcessAt);

        // And not for ever: an hour from when it began.
        for (var i = 0; i < 20 && (await app.ViewAsync(made.Id)).Plan.Status == PlanStatus.Queued; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(300));
            await app.RunAsync();
        }

        Assert.Equal(PlanStatus.Failed, (await app.ViewAsync(made.Id)).Plan.Status);
        Assert.Equal(13, app.Server.Calls.Count(c => c.Form == "outline"));
    }

    [Fact]
    public async Task Run_AskedToWaitLongerThanAPlanWaits_FailsAndSaysSo()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(provider, clock: clock);
        app.Server.Answer = call => call.Form == "outline" ? ModelReply.Failing(429, retryAfter: 7_200) : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.Equal((PlanStatus.Failed, "ai.rate_limited"), (view.Plan.Status, view.Plan.Problem!.Code));
        Assert.Contains($"until {clock.GetUtcNow().AddHours(2):yyyy-MM-dd HH:mm} UTC, and a plan waits 60 minutes at most", view.Plan.Problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("by itself", view.Plan.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\u0000")]
    public async Task Run_AnswerWithWhatNoDatabaseKeeps_IsAskedForOnceMore(string escape)
    {
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call is { Form: "draft", Turns: 2 }
            ? new ModelReply(GoodAnswers.Draft(GoodAnswers.Body).Text.Replace("how to begin", $"how to begin {escape}", StringComparison.Ordinal))
            : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.True(view.Plan.Status == PlanStatus.Ready, view.Plan.Problem?.Message);
        Assert.Equal("Bees on city roofs: how to begin", view.Draft!.Title);
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l.Contains("$.title holds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AnswerOverItsLength_IsAskedForOnceMoreAndThenRefused()
    {
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call.Form == "titles" ? ModelReply.Json(new { titles = new[] { new string('t', 201) } }) : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.Equal((PlanStatus.Failed, "ai.malformed"), (view.Plan.Status, view.Plan.Problem!.Code));
        Assert.Contains("$.titles[0] has 201 characters; at most 200 fit.", view.Plan.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(["titles", "titles"], app.Server.Calls.Select(c => c.Form));
    }

    [Fact]
    public async Task Run_VariantLinksToWhatThePieceDoesNot_SaysSoAndKeepsThePiecesOwn()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var channel = await app.App.AddChannelAsync();
        app.Server.Answer = call => call.Form switch
        {
            "draft" => GoodAnswers.Draft($"{GoodAnswers.Body}\n\nMore in [our guide](https://given.example/guide)."),
            "variant" => ModelReply.Json(new { title = "", body = "Bees on roofs: [our guide](https://given.example/guide), <https://invented.example/1>", tags = Array.Empty<string>() }),
            _ => GoodAnswers.For(call),
        };

        var view = await app.RunAsync(new PlanInput { SkipResearch = true, ChannelIds = [channel.Id], Brief = "Mention [the guide](https://given.example/guide 'ours')." });

        var variant = Assert.Single(view.Variants);
        Assert.Contains("https://given.example/guide", variant.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("invented", variant.Body, StringComparison.Ordinal);
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l.Contains("It linked to https://invented.example/1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approve_PlanOfABatch_ItsSlotGoesOnWithThePiece()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var slot = new DateTimeOffset(2099, 3, 2, 8, 30, 0, TimeSpan.Zero);
        var planned = await app.RunAsync(new PlanInput { SkipResearch = true, Language = "en", SlotAt = slot });
        var loose = await app.RunAsync(new PlanInput { SkipResearch = true, Language = "en" });

        Assert.Equal(slot, PlanSlot.Of(await PieceAsync(planned)));
        Assert.Null(PlanSlot.Of(await PieceAsync(loose)));

        async Task<Core.Authoring.Content.ContentItem> PieceAsync(PlanView view) =>
            (await app.App.FindContentAsync((await app.App.Get<ApprovePlan>().ExecuteAsync(app.Editor, view.Plan.Id, default)).Value.ContentId!.Value))!;
    }

    [Fact]
    public async Task Run_CompetitorPages_AreCitedAndAFailingOnesReasonIsOnTheLog()
    {
        var page = $"<html><head><title>Bees above</title></head><body><main><h1>Bees above</h1><h2>What it costs</h2><p>{string.Join(' ', Enumerable.Repeat("A hive on the roof costs as much as a good bicycle and gives honey in its second year.", 20))}</p></main></body></html>";
        await using var web = new ScriptedHttpServer(call => call.Path switch
        {
            "/good" => new HttpReply(200, page) { Headers = new() { ["Content-Type"] = "text/html; charset=utf-8" } },
            "/bad" => new HttpReply(410, "gone"),
            _ => new HttpReply(404),
        });
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call.Form == "draft" ? GoodAnswers.Draft($"{GoodAnswers.Body}\n\nSee [Bees above]({web.Url}/good) and [that]({web.Url}/bad).") : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { CompetitorUrls = [$"{web.Url}/good", $"{web.Url}/bad"] });

        Assert.True(view.Plan.Status == PlanStatus.Ready, view.Plan.Problem?.Message);
        Assert.Equal($"{web.Url}/good", Assert.Single(view.Draft!.Citations).Url);
        Assert.Contains("and that.", view.Draft.Body, StringComparison.Ordinal);
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l.StartsWith($"{web.Url}/bad: ", StringComparison.Ordinal));
        Assert.Contains("as much as a good bicycle", app.Server.Calls.First(c => c.Form == "draft").Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_HundredsOfOneWorkspace_AnotherHasItsTurn()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var now = app.App.Clock.GetUtcNow();
        await using (var db = app.App.Database.Work(app.App.Workspace.Id))
        {
            db.Plans.AddRange(Enumerable.Range(0, 520).Select(i => new ContentPlan
            {
                Id = Guid.NewGuid(), WorkspaceId = app.App.Workspace.Id, Topic = $"Piece {i}", Status = PlanStatus.Queued, QueuedAt = now.AddMinutes(-600 + i), NextAttemptAt = now.AddMinutes(-1), CreatedAt = now, UpdatedAt = now,
            }));
            await db.SaveChangesAsync();
        }

        var elsewhere = await app.App.AddWorkspaceAsync("elsewhere");
        var other = (await app.App.Get<CreatePlan>().ExecuteAsync(await app.App.AddMemberAsync(Role.Owner, "Other", elsewhere), new PlanInput { Topic = "Late", AutoProcess = true }, default)).Value;

        var claims = await app.App.Get<PlanQueue>().ClaimAsync(4, default);

        Assert.Equal(4, claims.Count);
        Assert.Contains(claims, c => c.PlanId == other.Id);
        await using var read = app.App.Database.Read(app.App.Workspace.Id);
        Assert.Equal(["Piece 0", "Piece 1", "Piece 2"], await read.Plans.Where(p => p.Status != PlanStatus.Queued).OrderBy(p => p.QueuedAt).Select(p => p.Topic).ToListAsync());
    }

    [Fact]
    public async Task List_SearchWithSignsAndNul_FindsThemAsLetters()
    {
        await using var app = await PlanApp.StartAsync(provider);
        await app.AddAsync(new PlanInput { Topic = "Half_a 50 % discount" });
        await app.AddAsync(new PlanInput { Topic = "Halfxa 50 x discount" });

        var found = await app.App.Get<PlanQueries>().ListAsync(app.Editor, new PlanFilter { Search = "HALF_A\0 50 %" }, new Core.Foundation.Common.PageRequest(), default);

        Assert.Equal("Half_a 50 % discount", Assert.Single(found.Items).Topic);
    }

    [Fact]
    public async Task Update_WithATime_IsScheduledMovedAndTakenBack()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(provider, clock: clock);
        var (update, plans) = (app.App.Get<UpdatePlan>(), app.App.Get<PlanQueries>());
        var made = (await app.App.Get<CreatePlan>().ExecuteAsync(app.Editor, new PlanInput { Topic = "Later", SkipResearch = true }, default)).Value;
        var input = new PlanInput { Topic = "Later", SkipResearch = true };

        var scheduled = (await update.ExecuteAsync(app.Editor, made.Id, input with { ProcessAt = clock.GetUtcNow().AddHours(2) }, null, default)).Value;
        Assert.Equal((PlanStatus.Queued, clock.GetUtcNow().AddHours(2)), (scheduled.Status, scheduled.ProcessAt!.Value));
        Assert.Contains("edit", (await app.ViewAsync(made.Id)).Moves);

        var moved = (await update.ExecuteAsync(app.Editor, made.Id, input with { ProcessAt = clock.GetUtcNow().AddHours(3) }, null, default)).Value;
        Assert.Equal((PlanStatus.Queued, clock.GetUtcNow().AddHours(3), 1), (moved.Status, moved.NextAttemptAt!.Value, moved.Run));
        clock.Advance(TimeSpan.FromHours(2));
        await app.RunAsync();
        Assert.Empty(app.Server.Calls);

        var cleared = (await update.ExecuteAsync(app.Editor, made.Id, input, null, default)).Value;
        Assert.Equal((PlanStatus.Draft, null, 0), (cleared.Status, cleared.ProcessAt, cleared.Run));
        clock.Advance(TimeSpan.FromHours(2));
        await app.RunAsync();
        Assert.Empty(app.Server.Calls);
        Assert.Empty((await plans.GetHistoryAsync(app.Editor, made.Id, default))!.Runs);

        Assert.True((await update.ExecuteAsync(app.Editor, made.Id, input with { AutoProcess = true }, null, default)).Ok);
        await app.RunAsync();
        var done = (await app.ViewAsync(made.Id)).Plan;
        Assert.Equal((PlanStatus.Ready, 1), (done.Status, done.Run));

        // What is ready and asked for again, unchanged, is made anew.
        Assert.True((await update.ExecuteAsync(app.Editor, made.Id, input with { AutoProcess = true }, null, default)).Ok);
        await app.RunAsync();
        Assert.Equal(["titles", "outline", "draft", "titles", "outline", "draft"], app.Server.Calls.Select(c => c.Form));
        Assert.Equal(2, (await app.ViewAsync(made.Id)).Plan.Run);
    }
}

public sealed class SqlitePlanTroubleTests() : PlanTroubleTests(DatabaseProvider.Sqlite);

public sealed class PostgresPlanTroubleTests() : PlanTroubleTests(DatabaseProvider.Postgres);
