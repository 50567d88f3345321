using System.Text.Json;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Costs;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Planning.Plans.Engine;
using Broadcaster.Tests.Foundation.Ai;
using Broadcaster.Tests.Publishing.Connectors;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Planning.Plans;

/// <summary>A plan through its stages, with a model that does as it is told and with one that does not.</summary>
public abstract class PipelineTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Run_TopicWithChannel_ReadyWithDraftVariantsAndBill()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var channel = await app.App.AddChannelAsync();
        var events = new List<LiveEvent>();
        app.App.Get<LiveFeed>().Published += e =>
        {
            lock (events)
            {
                events.Add(e);
            }
        };

        var view = await app.RunAsync(new PlanInput { ChannelIds = [channel.Id], Keywords = ["city bees"] });

        Assert.Equal((PlanStatus.Ready, PlanStage.Done, 100), (view.Plan.Status, view.Plan.Stage, view.Plan.Percent));
        Assert.Equal(("Bees on city roofs: how to begin", "bees-on-city-roofs"), (view.Draft!.Title, view.Draft.Slug));
        Assert.Equal(["bees", "city"], view.Draft.Tags);
        Assert.Equal(view.Draft.Score, view.Plan.SeoScore);
        Assert.Equal("A wooden hive on a flat roof", Assert.Single(view.Draft.Images).AltText);
        var variant = Assert.Single(view.Variants);
        Assert.True(variant.Length <= TestConnector.Limit);
        Assert.Empty(variant.Problems);
        Assert.Equal(["titles", "outline", "draft", "variant"], app.Server.Calls.Select(c => c.Form));
        Assert.Equal((400, 200), (view.Plan.TokensIn, view.Plan.TokensOut));
        Assert.Equal(await app.Models.SpentAsync(), view.Plan.Nanos / 1_000_000_000m);
        Assert.All(await app.Models.RecordsAsync(), r => Assert.Equal((view.Plan.Id, CostOutcome.Billed), (r.PlanId!.Value, r.Outcome)));
        var progress = events.Where(e => e.Type == "plan.progress" && e.Id == view.Plan.Id).Select(e => e.Progress!).ToList();
        Assert.Contains(progress, p => p.Stage == "generate");
        Assert.Contains(progress, p => p is { Stage: "variants", Tokens: > 0, CostUsd: > 0 });
        var run = Assert.Single((await app.App.Get<PlanQueries>().GetHistoryAsync(app.Editor, view.Plan.Id, default))!.Runs);
        Assert.Equal((PlanStatus.Ready, PlanStage.Research), (run.Outcome!.Value, run.FromStage));
    }

    [Fact]
    public async Task Run_WithoutModel_OutlineFromResearchAndSaysWhatAModelAdds()
    {
        await using var app = await PlanApp.StartAsync(provider);
        await app.Models.ChangeAsync(s => s with { Ai = new AiSettings() });

        var view = await app.RunAsync(new PlanInput());

        Assert.Equal(PlanStatus.Ready, view.Plan.Status);
        Assert.False(view.Draft!.Written);
        Assert.Contains("## ", view.Draft.Body, StringComparison.Ordinal);
        Assert.NotNull(view.Plan.SeoScore);
        Assert.Empty(app.Server.Calls);
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l.Contains("A model (Settings, Models) would add", StringComparison.Ordinal));
        Assert.NotNull((await app.App.Get<PlanQueries>().GetResearchAsync(app.Editor, view.Plan.Id, default)).Value.Report);
    }

    [Fact]
    public async Task Run_InvalidJsonOnce_RepairedAndReady()
    {
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call is { Form: "draft", Turns: 2 } ? new ModelReply("{ \"title\": \"Half an answ") : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.Equal(PlanStatus.Ready, view.Plan.Status);
        var repair = app.Server.Calls.Single(c => c is { Form: "draft", Turns: 4 });
        Assert.Contains("That answer cannot be used", repair.Said, StringComparison.Ordinal);
        Assert.Contains("Half an answ", repair.Said, StringComparison.Ordinal);
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l.Contains("asked for once more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json at all", "stop", ModelFault.Malformed)]
    [InlineData("""{ "title": "Only a title" }""", "stop", ModelFault.Malformed)]
    [InlineData("""{ "title": "Cut in the mid""", "length", ModelFault.CutOff)]
    public async Task Run_InvalidTwice_FailsClearlyAndRetryAsksAnewFromThere(string text, string finish, ModelFault fault)
    {
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call.Form == "draft" ? new ModelReply(text) { Finish = finish } : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.Equal((PlanStatus.Failed, PlanStage.Generate), (view.Plan.Status, view.Plan.Stage));
        Assert.Equal(new ModelRefused(fault, "", "").Code, view.Plan.Problem!.Code);
        Assert.Equal(4, app.Server.Calls.Count);
        Assert.Contains("retry", view.Moves);

        app.Server.Answer = GoodAnswers.For;
        Assert.True((await app.App.Get<ProcessPlan>().RetryAsync(app.Editor, view.Plan.Id, default)).Ok);
        await app.RunAsync();

        Assert.Equal(PlanStatus.Ready, (await app.ViewAsync(view.Plan.Id)).Plan.Status);
        Assert.Equal(["titles", "outline", "draft", "draft", "draft"], app.Server.Calls.Select(c => c.Form));
        Assert.Equal([PlanStatus.Failed, PlanStatus.Ready], (await app.App.Get<PlanQueries>().GetHistoryAsync(app.Editor, view.Plan.Id, default))!.Runs.Select(r => r.Outcome!.Value));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("empty")]
    [InlineData("key_refused")]
    [InlineData("server_failed")]
    public async Task Run_ModelGivesNothing_FailsWithWhatToDoAndAWayOn(string kind)
    {
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call.Form != "outline" ? GoodAnswers.For(call) : kind switch
        {
            "refused" => new ModelReply("") { Refusal = "I would rather not." },
            "empty" => new ModelReply(" "),
            "key_refused" => ModelReply.Failing(401),
            _ => ModelReply.Failing(500),
        };

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.Equal(PlanStatus.Failed, view.Plan.Status);
        Assert.Equal($"ai.{kind}", view.Plan.Problem!.Code);
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l == view.Plan.Problem.Message);
        Assert.Equal(2, app.Server.Calls.Count);
    }

    [Fact]
    public async Task Run_WrongLanguage_RepairedAndWhereNotReported()
    {
        const string german = "Bienen fühlen sich auf den Dächern der Stadt wohl, und die Menschen, die sich um sie kümmern, auch. So fängt man an, das kostet es, und das müssen die Nachbarn wissen. Fragen Sie zuerst den Eigentümer des Hauses und sehen Sie sich dann das Dach an, denn es muss das Gewicht tragen.";
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call is { Form: "draft", Turns: 2 } ? GoodAnswers.Draft(german) : GoodAnswers.For(call);

        var repaired = await app.RunAsync(new PlanInput { SkipResearch = true, Language = "en" });
        app.Server.Answer = call => call.Form == "draft" ? GoodAnswers.Draft(german) : GoodAnswers.For(call);
        var stubborn = await app.RunAsync(new PlanInput { SkipResearch = true, Language = "en" });

        Assert.StartsWith("Bees do well", repaired.Draft!.Body, StringComparison.Ordinal);
        Assert.Equal(PlanStatus.Ready, stubborn.Plan.Status);
        Assert.Contains(await app.LogAsync(stubborn.Plan.Id), l => l.Contains("German", StringComparison.Ordinal) && l.Contains("taken as it is", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_InventedLink_IsTakenOutAndReported()
    {
        await using var app = await PlanApp.StartAsync(provider);
        app.Server.Answer = call => call.Form == "draft"
            ? GoodAnswers.Draft($"{GoodAnswers.Body}\n\nSee [the study](https://invented.example/study) and [our guide](https://given.example/guide).")
            : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { SkipResearch = true, Brief = "Mention https://given.example/guide." });

        Assert.DoesNotContain("invented.example", view.Draft!.Body, StringComparison.Ordinal);
        Assert.Contains("See the study and [our guide](https://given.example/guide).", view.Draft.Body, StringComparison.Ordinal);
        Assert.Equal("https://given.example/guide", Assert.Single(view.Draft.Citations).Url);
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l.Contains("https://invented.example/study", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Refinement_KeepsWhatIsBetterAndDropsWhatIsWorse()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var worse = new string('x', 300);
        app.Server.Answer = call => (call.Form, app.Server.Calls.Count(c => c.Form == "refinement")) switch
        {
            ("draft", _) => GoodAnswers.Draft("No heading, one paragraph that goes on and on about bees and roofs and neighbours and the price of a hive without ever coming to its point, and then says it all over again, as if nobody had listened the first time, which may well be so by now, who knows, and so on."),
            ("refinement", 1) => GoodAnswers.Refinement(worse, "x x x"),
            ("refinement", _) => GoodAnswers.Refinement(GoodAnswers.Body),
            _ => GoodAnswers.For(call),
        };

        var view = await app.RunAsync(new PlanInput { SkipResearch = true, Keywords = ["city roofs"], TargetSeoScore = 100, MaxRefinements = 2 });

        var rounds = (await app.App.Get<PlanQueries>().GetRefinementsAsync(app.Editor, view.Plan.Id, default)).Value;
        Assert.Equal([false, true], rounds.Select(r => r.Kept));
        Assert.True(rounds[0].ScoreAfter <= rounds[0].ScoreBefore);
        Assert.Equal(rounds[0].ScoreBefore, rounds[1].ScoreBefore);
        Assert.All(rounds, r => Assert.True(r is { CostUsd: > 0, TokensOut: 50 }));
        Assert.Equal(rounds[1].ScoreAfter, view.Plan.SeoScore);
        Assert.Equal(GoodAnswers.Body.ReplaceLineEndings("\n").Trim(), view.Draft!.Body);
        Assert.NotEmpty(PlanQueries.Difference(rounds[1].Before, rounds[1].After).Body);
        Assert.Contains("without ever coming to its point", app.Server.Calls.Last(c => c.Form == "refinement").Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_VariantTooLong_RepairedOnceThenCutBetweenWords()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var channel = await app.App.AddChannelAsync();
        var longText = string.Join(' ', Enumerable.Repeat("honey", 100));
        app.Server.Answer = call => call.Form == "variant" ? ModelReply.Json(new { title = "", body = longText, tags = Array.Empty<string>() }) : GoodAnswers.For(call);

        var view = await app.RunAsync(new PlanInput { SkipResearch = true, ChannelIds = [channel.Id] });

        Assert.Equal(2, app.Server.Calls.Count(c => c.Form == "variant"));
        var variant = Assert.Single(view.Variants);
        Assert.EndsWith("honey…", variant.Body, StringComparison.Ordinal);
        Assert.InRange(variant.Length, TestConnector.Limit - 10, TestConnector.Limit);
        Assert.Contains("The text was cut between words.", variant.Notes);
        Assert.Contains(await app.LogAsync(view.Plan.Id), l => l.Contains("cut between words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_BudgetRunsOut_FailsThereAndRetryGoesOnBehindWhatIsPaid()
    {
        await using var app = await PlanApp.StartAsync(provider, model: "gpt-4o");
        app.Server.Answer = call => GoodAnswers.For(call) with { TokensOut = 400 };

        // Titles and outline fit; the draft may cost 8 cents.
        var view = await app.RunAsync(new PlanInput { SkipResearch = true, MaxCostUsd = 0.06m });

        Assert.Equal((PlanStatus.Failed, "costs.ceiling_reached", PlanStage.Generate), (view.Plan.Status, view.Plan.Problem!.Code, view.Plan.Stage));
        Assert.Contains("Raise the plan's ceiling", view.Plan.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(["titles", "outline"], app.Server.Calls.Select(c => c.Form));

        Assert.True((await app.App.Get<UpdatePlan>().ExecuteAsync(app.Editor, view.Plan.Id, new PlanInput { Topic = view.Plan.Topic, SkipResearch = true, MaxCostUsd = 1 }, null, default)).Ok);
        Assert.True((await app.App.Get<ProcessPlan>().RetryAsync(app.Editor, view.Plan.Id, default)).Ok);
        await app.RunAsync();

        Assert.Equal(PlanStatus.Ready, (await app.ViewAsync(view.Plan.Id)).Plan.Status);
        Assert.Equal(["titles", "outline", "draft"], app.Server.Calls.Select(c => c.Form));
    }

    [Fact]
    public async Task Run_RateLimitedForLong_WaitsInTheQueueAndGoesOn()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(provider, clock: clock);
        app.Server.Answer = call => call.Form == "outline" ? ModelReply.Failing(429, retryAfter: 300) : GoodAnswers.For(call);

        var id = await app.AddAsync(new PlanInput { SkipResearch = true });
        await app.RunAsync();

        var waiting = (await app.ViewAsync(id)).Plan;
        Assert.Equal((PlanStatus.Queued, "ai.rate_limited"), (waiting.Status, waiting.Problem!.Code));
        Assert.Equal(clock.GetUtcNow().AddSeconds(300), waiting.NextAttemptAt);
        Assert.Equal(2, app.Server.Calls.Count);

        app.Server.Answer = GoodAnswers.For;
        clock.Advance(TimeSpan.FromSeconds(299));
        await app.RunAsync();
        Assert.Equal(2, app.Server.Calls.Count);
        clock.Advance(TimeSpan.FromSeconds(1));
        await app.RunAsync();

        var done = (await app.ViewAsync(id)).Plan;
        Assert.Equal((PlanStatus.Ready, 1), (done.Status, done.Run));
        Assert.Equal(["titles", "outline", "outline", "draft"], app.Server.Calls.Select(c => c.Form));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_CancelledOrDeletedInTheMiddle_CallIsBrokenOffAndNothingIsWritten(bool delete)
    {
        await using var app = await PlanApp.StartAsync(provider);
        var never = new TaskCompletionSource();
        app.Server.Answer = call => call.Form == "draft" ? new ModelReply("") { Wait = never.Task } : GoodAnswers.For(call);
        var id = await app.AddAsync(new PlanInput { SkipResearch = true });
        await app.Engine.LookAsync(default);
        await Eventually.TrueAsync(() => app.Server.Calls.Any(c => c.Form == "draft"), () => "The draft was never asked for.");

        if (delete)
        {
            Assert.True((await app.App.Get<DeletePlan>().ExecuteAsync(app.Editor, id, null, default)).Ok);
        }
        else
        {
            Assert.True((await app.App.Get<CancelPlan>().ExecuteAsync(app.Editor, id, default)).Ok);
        }

        await app.Engine.Working;
        Assert.Equal(delete ? null : PlanStatus.Cancelled, (await app.App.Get<PlanQueries>().GetAsync(app.Editor, id, default))?.Plan.Status);
        Assert.Equal(delete ? 0 : 4, (await app.StepsAsync(id)).Count);
        Assert.Equal([CostOutcome.Billed, CostOutcome.Billed, CostOutcome.Unknown], (await app.Models.RecordsAsync()).Select(r => r.Outcome));
        if (!delete)
        {
            app.Server.Answer = GoodAnswers.For;
            Assert.True((await app.App.Get<ProcessPlan>().RetryAsync(app.Editor, id, default)).Ok);
            await app.RunAsync();
            Assert.Equal(PlanStatus.Ready, (await app.ViewAsync(id)).Plan.Status);
            Assert.Equal(["titles", "outline", "draft", "draft"], app.Server.Calls.Select(c => c.Form));
        }
    }

    [Fact]
    public async Task Recover_NodeIsGone_GoesOnBehindTheLastCommittedAnswerAndTheGoneNodeWritesNothing()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(provider, clock: clock);
        var let = new TaskCompletionSource();
        app.Server.Answer = call => call.Form == "draft" && app.Server.Calls.Count(c => c.Form == "draft") == 1 ? GoodAnswers.For(call) with { Wait = let.Task } : GoodAnswers.For(call);
        var id = await app.AddAsync(new PlanInput { SkipResearch = true });

        // A node that takes the plan and then is not heard of: its engine goes on all the same, as one behind a broken line does.
        var (queue, runner) = (app.App.Get<PlanQueue>(), app.App.Get<PlanRunner>());
        var gone = (await queue.ClaimOneAsync(id, default))!;
        var late = runner.RunAsync(gone, default, default);
        await Eventually.TrueAsync(() => app.Server.Calls.Any(c => c.Form == "draft"), () => "The draft was never asked for.");
        clock.Advance(TimeSpan.FromMinutes(1));
        await queue.RecoverAsync(default);
        await app.RunAsync();
        let.SetResult();
        await late.Soon();

        var view = await app.ViewAsync(id);
        Assert.Equal(PlanStatus.Ready, view.Plan.Status);
        Assert.Equal(2, view.Plan.Attempt);
        Assert.Equal(["titles", "outline", "draft", "draft"], app.Server.Calls.Select(c => c.Form));
        Assert.Equal(6, (await app.StepsAsync(id)).Count);
        Assert.Equal(4, (await app.Models.RecordsAsync()).Count(r => r.Outcome == CostOutcome.Billed));
        Assert.Contains(await app.LogAsync(id), l => l.StartsWith("The program stopped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claim_TwoNodesAtOnce_OneGetsIt()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var id = await app.AddAsync(new PlanInput { SkipResearch = true });

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => app.App.Get<PlanQueue>().ClaimOneAsync(id, default))));

        Assert.Single(claims.OfType<PlanClaim>());
    }

    [Fact]
    public async Task Claim_BatchOfOneWorkspace_DoesNotKeepAnotherWaiting()
    {
        await using var app = await PlanApp.StartAsync(provider);
        for (var i = 0; i < 20; i++)
        {
            await app.AddAsync();
        }

        var elsewhere = await app.App.AddWorkspaceAsync("elsewhere");
        var other = (await app.App.Get<CreatePlan>().ExecuteAsync(await app.App.AddMemberAsync(Role.Owner, "Other", elsewhere), new PlanInput { Topic = "Late", AutoProcess = true }, default)).Value;

        var claims = await app.App.Get<PlanQueue>().ClaimAsync(4, default);

        Assert.Contains(claims, c => c.PlanId == other.Id);
    }

    [Fact]
    public async Task Approve_ReadyPlan_MakesContentWithVariants()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var channel = await app.App.AddChannelAsync();
        var view = await app.RunAsync(new PlanInput { SkipResearch = true, ChannelIds = [channel.Id], Language = "en" });

        var approved = await app.App.Get<ApprovePlan>().ExecuteAsync(app.Editor, view.Plan.Id, default);

        Assert.True(approved.Ok, approved.Error?.Message);
        Assert.Equal(PlanStatus.Approved, approved.Value.Status);
        var content = (await app.App.FindContentAsync(approved.Value.ContentId!.Value))!;
        Assert.Equal((view.Draft!.Title, view.Draft.Body, view.Draft.MetaDescription, "bees-on-city-roofs"), (content.Title, content.Body, content.Summary, content.Slug));
        Assert.Equal(channel.Id, Assert.Single(content.Variants).ChannelId);
        Assert.Equal("plan.illegal_move", (await app.App.Get<ApprovePlan>().ExecuteAsync(app.Editor, view.Plan.Id, default)).Error!.Code);
    }

    [Fact]
    public async Task Approve_StoppedBeforeThePieceWasMade_MakesItOnceWhenAskedAgain()
    {
        await using var app = await PlanApp.StartAsync(provider);
        var view = await app.RunAsync(new PlanInput { SkipResearch = true, Language = "en" });
        var promised = Guid.CreateVersion7();
        await using (var db = app.App.Database.OpenUnscoped())
        {
            await db.Plans.IgnoreQueryFilters([Filters.Workspace]).Where(p => p.Id == view.Plan.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.Status, PlanStatus.Approved).SetProperty(p => p.ContentId, promised));
        }

        Assert.True((await app.ViewAsync(view.Plan.Id)).PieceMissing);
        var approved = await app.App.Get<ApprovePlan>().ExecuteAsync(app.Editor, view.Plan.Id, default);

        Assert.Equal(promised, approved.Value.ContentId);
        Assert.Equal(view.Draft!.Body, (await app.App.FindContentAsync(promised))!.Body);
        Assert.Equal("plan.illegal_move", (await app.App.Get<ApprovePlan>().ExecuteAsync(app.Editor, view.Plan.Id, default)).Error!.Code);
    }

    [Fact]
    public async Task Process_AtATime_StartsThenAndNotBefore()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(provider, clock: clock);
        var made = await app.App.Get<CreatePlan>().ExecuteAsync(app.Editor, new PlanInput { Topic = "Later", SkipResearch = true, ProcessAt = clock.GetUtcNow().AddHours(2) }, default);

        await app.RunAsync();
        Assert.Equal(PlanStatus.Queued, (await app.ViewAsync(made.Value.Id)).Plan.Status);
        clock.Advance(TimeSpan.FromHours(2));
        await app.RunAsync();

        Assert.Equal(PlanStatus.Ready, (await app.ViewAsync(made.Value.Id)).Plan.Status);
    }

    [Fact]
    public async Task Run_OwnPromptAndModel_AreUsedAndNobodyElses()
    {
        await using var app = await PlanApp.StartAsync(provider);

        await app.RunAsync(new PlanInput { SkipResearch = true, Model = "gpt-4o", Prompts = new Dictionary<string, string?> { ["titles"] = "Only titles on {{topic}}, please." } });

        var first = app.Server.Calls[0];
        Assert.Contains("Only titles on Bees on city roofs, please.", first.Said, StringComparison.Ordinal);
        Assert.All(app.Server.Calls, c => Assert.Equal("gpt-4o", c.Model));
    }
}

public sealed class SqlitePipelineTests() : PipelineTests(DatabaseProvider.Sqlite)
{
    [Fact]
    public async Task Run_OverTheMessagesApi_ReadyToo()
    {
        await using var app = await PlanApp.StartAsync(protocol: AiProvider.Anthropic, model: "claude-sonnet-4-5");

        var view = await app.RunAsync(new PlanInput { SkipResearch = true });

        Assert.True(view.Plan.Status == PlanStatus.Ready, view.Plan.Problem?.Message);
        Assert.Equal(["titles", "outline", "draft"], app.Server.Calls.Select(c => c.Form));
    }

    [Fact]
    public async Task Run_ModelHangs_FailsWhenItsTimeIsOverAndTheBillStaysAtTheMost()
    {
        var clock = new FakeTime();
        await using var app = await PlanApp.StartAsync(clock: clock);
        app.Server.Answer = call => call.Form == "draft" ? new ModelReply("") { Hang = true } : GoodAnswers.For(call);
        var id = await app.AddAsync(new PlanInput { SkipResearch = true });

        await app.Engine.LookAsync(default);
        await Eventually.TrueAsync(() => app.Server.Calls.Any(c => c.Form == "draft"), () => "The draft was never asked for.");
        clock.Advance(TimeSpan.FromSeconds(241));
        await app.Engine.Working;

        var plan = (await app.ViewAsync(id)).Plan;
        Assert.Equal((PlanStatus.Failed, "ai.timed_out"), (plan.Status, plan.Problem!.Code));
        Assert.Single(await app.Models.RecordsAsync(), r => r.Outcome == CostOutcome.Unknown);
    }

    [Fact]
    public async Task Run_FirecrawlsCredits_AreOnRecord()
    {
        await using var firecrawl = new ScriptedHttpServer(call => call.Path.EndsWith("/search", StringComparison.Ordinal)
            ? new HttpReply(200, """{"success":true,"data":{"web":[]},"creditsUsed":2}""")
            : new HttpReply(200, """{"success":true,"data":{"markdown":"# Bees\n\nBees on the roofs of the city, and how they live there.","metadata":{"statusCode":200,"title":"Bees","creditsUsed":1}}}"""));
        await using var app = await PlanApp.StartAsync();
        await app.Models.ChangeAsync(s => s with { Research = s.Research with { FirecrawlUrl = firecrawl.Url } });

        var view = await app.RunAsync(new PlanInput());

        Assert.Equal(PlanStatus.Ready, view.Plan.Status);
        var record = (await app.Models.RecordsAsync()).Single(r => r.Provider == "firecrawl");
        Assert.Equal((view.Plan.Id, 2L, 0L), (record.PlanId!.Value, record.TokensIn, record.Nanos));
    }

    [Fact]
    public void PartialJson_TextSoFar_IsReadWhileItIsWritten()
    {
        var whole = JsonSerializer.Serialize(new { title = "T", body = "Line one\nand \"two\" – ü", tags = Array.Empty<string>() });

        Assert.Null(PartialJson.StringOf("{\"title\":\"T\",\"bo", "body"));
        Assert.Equal("Line one\nand \"two\" – ü", PartialJson.StringOf(whole, "body"));
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.StartsWith(PartialJson.StringOf(whole[..i], "body") ?? "", "Line one\nand \"two\" – ü", StringComparison.Ordinal);
        }
    }
}

public sealed class PostgresPipelineTests() : PipelineTests(DatabaseProvider.Postgres);
