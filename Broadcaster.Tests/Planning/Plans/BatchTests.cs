using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Batches;
using Broadcaster.Tests.Publishing.Connectors;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Planning.Plans;

public sealed class BatchTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Spread_AnyItems_NothingTwiceInARowUnlessNumbersForceIt()
    {
        var random = new Random(4711);
        for (var round = 0; round < 2_000; round++)
        {
            var items = Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(0, 6) is var v && v == 5 ? null : $"t{random.Next(0, 1 + v)}").ToList();

            var spread = Variety.Spread(items, i => i);

            Assert.Equal(items.Order(), spread.Order());
            var most = items.Where(i => i is not null).GroupBy(i => i).Select(g => g.Count()).DefaultIfEmpty().Max();
            var forced = Math.Max(0, most - (items.Count - most) - 1);
            var meetings = spread.Zip(spread.Skip(1)).Count(p => p.First is not null && p.First == p.Second);
            Assert.True(meetings == forced, $"{string.Join(' ', spread)}: {meetings} meetings, {forced} are forced.");
        }
    }

    [Fact]
    public void Propose_AnyRequest_NoChannelThemeOrFormatTwiceInARow()
    {
        var random = new Random(815);
        for (var round = 0; round < 300; round++)
        {
            var channels = Enumerable.Range(0, random.Next(2, 6)).Select(i => (Guid.NewGuid(), $"Channel {i}")).ToList();
            var themes = Enumerable.Range(0, random.Next(3, 7)).Select(i => new BatchTheme($"Theme {i}")).ToList();
            var ideas = Enumerable.Range(0, random.Next(0, 8)).Select(i => new BatchIdea($"Idea {i}", null, random.Next(2) == 0 ? null : $"Theme {random.Next(themes.Count)}")).ToList();
            var most = ideas.GroupBy(i => i.Theme).Where(g => g.Key is not null).Select(g => g.Count()).DefaultIfEmpty().Max();
            var request = new BatchRequest { Period = BatchPeriod.Week, Start = new DateOnly(2026, 11, 23), PerDay = random.Next(1, 4), Themes = themes };

            var (slots, _) = BatchPlanner.Propose(request, ideas, channels, Berlin);

            Assert.Equal(7 * request.PerDay, slots.Count);
            Assert.All(slots.Zip(slots.Skip(1)), pair =>
            {
                Assert.NotEqual(pair.First.ChannelId, pair.Second.ChannelId);
                Assert.NotEqual(pair.First.Format, pair.Second.Format);
                Assert.True(pair.First.Theme != pair.Second.Theme || most > (ideas.Count + 1) / 2, $"{pair.First.Theme} twice in a row");
            });

            // Everybody has a turn.
            Assert.True(slots.Count < channels.Count || channels.TrueForAll(c => slots.Any(s => s.ChannelId == c.Item1)));
        }
    }

    [Fact]
    public void Slots_OverAClockChange_KeepTheLocalTimeAndLeaveTheGap()
    {
        // Clocks go forward on 29 March 2026 at two o'clock.
        var request = new BatchRequest { Period = BatchPeriod.Week, Start = new DateOnly(2026, 3, 26), Times = [new TimeOnly(2, 30), new TimeOnly(9, 0)] };

        var slots = BatchSlots.Of(request, Berlin);

        Assert.Equal(14, slots.Count);
        Assert.Contains((new DateTimeOffset(2026, 3, 28, 8, 0, 0, TimeSpan.Zero), new DateTime(2026, 3, 28, 9, 0, 0)), slots);
        Assert.Contains((new DateTimeOffset(2026, 3, 30, 7, 0, 0, TimeSpan.Zero), new DateTime(2026, 3, 30, 9, 0, 0)), slots);
        Assert.Contains((new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), new DateTime(2026, 3, 29, 3, 0, 0)), slots);

        // And back on 25 October: half past two comes twice, the first is meant.
        var back = BatchSlots.Of(request with { Period = BatchPeriod.Day, Start = new DateOnly(2026, 10, 25), Times = [new TimeOnly(2, 30)] }, Berlin);
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), Assert.Single(back).At);
    }

    [Fact]
    public void Slots_MonthWithoutWeekends_IsACalendarMonth()
    {
        var slots = BatchSlots.Of(new BatchRequest { Period = BatchPeriod.Month, Start = new DateOnly(2026, 2, 1), SkipWeekends = true, PerDay = 2 }, Berlin);

        Assert.Equal(40, slots.Count);
        Assert.Equal([9, 17], slots.Take(2).Select(s => s.Local.Hour));
    }

    [Fact]
    public void Ideas_OfADocument_ListItemsWithTheirThemesAndSectionsWithTheirText()
    {
        var ideas = MarkdownIdeas.Read("""
            # Our plan

            Words before anything.

            ## On the roof
            - [ ] **Swarms** in May
              - who to call
            - [x] Done already
            - ~~Dropped~~
            1. Honey at work

            ## A visit to the botanical garden
            With the school class.
            Pictures!
            """).Ideas;

        Assert.Equal(
            [
                new BatchIdea("Swarms in May", "who to call", "On the roof"),
                new BatchIdea("Honey at work", null, "On the roof"),
                new BatchIdea("A visit to the botanical garden", "With the school class.\nPictures!"),
            ],
            ideas.Select(i => i with { Brief = i.Brief?.ReplaceLineEndings("\n") }));
    }

    [Fact]
    public async Task Batch_DryRunThenMade_SamePlansWithSlotsAndSeries()
    {
        await using var document = new ScriptedHttpServer(_ => new HttpReply(200, "## Bees\n- Swarms\n- Honey\n"));
        await using var app = await TestApp.StartAsync(services: s => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(
            s, new Core.Foundation.Common.Network.NetworkGuard(Microsoft.Extensions.Options.Options.Create(new Core.Foundation.Common.Network.NetworkOptions { AllowedHosts = ["127.0.0.1"] }))));
        var channel = await app.AddChannelAsync();
        var request = new BatchRequest
        {
            Start = new DateOnly(2026, 11, 23), ChannelIds = [channel.Id], Source = new BatchSource("url", Url: $"{document.Url}/ideas.md"), DryRun = true,
            Themes = [new BatchTheme("This week in bees", "#beeweek", "This week in bees, week {{week}}: {{topic}}"), new BatchTheme("Portrait", Format: "interview")],
        };

        var proposed = (await app.Get<PlanBatch>().ExecuteAsync(app.CallerAs(Role.Editor), request, default)).Value;
        await using var db = app.Database.Read(app.Workspace.Id);
        Assert.Empty(await db.Plans.ToListAsync());
        var made = (await app.Get<PlanBatch>().ExecuteAsync(app.CallerAs(Role.Editor), request with { DryRun = false }, default)).Value;

        Assert.Equal(proposed.Plans, made.Plans.Select(p => p with { PlanId = null }));
        var plans = await db.Plans.OrderBy(p => p.SlotAt).ToListAsync();
        Assert.Equal(7, plans.Count);
        Assert.All(plans, p => Assert.Equal((made.BatchId, channel.Id), (p.BatchId, Assert.Single(p.ChannelIds))));
        Assert.Equal("Swarms", plans[0].Topic);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), plans[0].SlotAt);
        Assert.Contains(plans, p => p.Theme == "This week in bees" && p.Topic.StartsWith("This week in bees, week 4", StringComparison.Ordinal) && p.Brief!.Contains("#beeweek", StringComparison.Ordinal));
        Assert.All(plans.Where(p => p.Theme == "Portrait"), p => Assert.Equal("interview", p.Format));
    }

    [Theory]
    [InlineData("## Roofs\n- [x] Swarms\n  - who to call\n- ~~Honey~~\n\n## Balconies\n- Boxes\n", "Boxes")]
    [InlineData("- [x] Done\n  - below it\n  and its text\n- Open\n  - [x] done part\n  - open part\n", "Open|open part")]
    [InlineData("- [ ] \n- **\n- ** **\n- Something\n", "Something")]
    public void Ideas_WhatIsDoneOrEmpty_IsNone(string markdown, string expected) =>
        Assert.Equal([expected], MarkdownIdeas.Read(markdown).Ideas.Select(i => i.Brief is null ? i.Topic : $"{i.Topic}|{i.Brief}"));

    [Fact]
    public async Task Batch_WhatNoBatchCanBe_IsRefusedUnderItsField()
    {
        await using var app = await TestApp.StartAsync();
        var good = new BatchRequest { Start = new DateOnly(2026, 11, 23), Themes = [new BatchTheme("Bees")], DryRun = true };
        var saturday = new DateOnly(2026, 11, 28);
        (BatchRequest Request, string Field, string Says)[] wrong =
        [
            (good with { Themes = [new BatchTheme("Bees"), new BatchTheme("bees")] }, "themes", "Two themes are called"),
            (good with { Themes = [new BatchTheme("Bees", Format: new string('f', 61))] }, "themes", "a format 60"),
            (good with { Themes = [new BatchTheme("Bees", Template: "{{#topic}}{{/topic}}")] }, "themes", "empty topic"),
            (good with { Themes = [new BatchTheme("Bees", Template: new string('t', 20_001))] }, "themes", "20000 fit"),
            (good with { Formats = [new string('f', 61)] }, "formats", "60 characters"),
            (good with { Language = "english please" }, "language", "tag"),
            (good with { Start = new DateOnly(9999, 12, 31) }, "start", "2000 to 2100"),
            (good with { Start = new DateOnly(1999, 12, 31) }, "start", "2000 to 2100"),
            (good with { Period = BatchPeriod.Day, Start = saturday, SkipWeekends = true }, "start", "No day is left"),
        ];

        foreach (var (request, field, says) in wrong)
        {
            var refused = await app.Get<PlanBatch>().ExecuteAsync(app.CallerAs(Role.Editor), request, default);

            Assert.False(refused.Ok, field);
            Assert.Equal([field], refused.Error.Fields.Keys);
            Assert.Contains(refused.Error.Fields[field], m => m.Contains(says, StringComparison.Ordinal) || m.Contains("characters", StringComparison.Ordinal) && field == "themes");
        }
    }

    [Fact]
    public async Task Batch_FormatsOfOneName_CountOnce()
    {
        await using var app = await TestApp.StartAsync();

        var made = await app.Get<PlanBatch>().ExecuteAsync(
            app.CallerAs(Role.Editor), new BatchRequest { Start = new DateOnly(2026, 11, 23), Themes = [new BatchTheme("Bees")], Formats = ["list", "List", "article"], DryRun = true }, default);

        Assert.Equal(["list", "article", "list", "article", "list", "article", "list"], made.Value.Plans.Select(p => p.Format));
    }

    [Fact]
    public async Task Batch_FromToday_LeavesOutTheTimesThatAreOver()
    {
        // A Wednesday, noon UTC.
        await using var app = await TestApp.StartAsync();
        var request = new BatchRequest { Period = BatchPeriod.Day, Themes = [new BatchTheme("Bees")], Times = [new TimeOnly(1, 0), new TimeOnly(23, 30)], DryRun = true };

        var proposed = (await app.Get<PlanBatch>().ExecuteAsync(app.CallerAs(Role.Editor), request, default)).Value;
        var over = await app.Get<PlanBatch>().ExecuteAsync(app.CallerAs(Role.Editor), request with { Times = [new TimeOnly(1, 0)] }, default);

        Assert.Equal(23, Assert.Single(proposed.Plans).LocalTime.Hour);
        Assert.Contains("No time of that day is left", over.Error!.Fields["start"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_TopicAndBriefLongerThanAPlanTakes_AreCutInTheProposalAndMade()
    {
        await using var app = await TestApp.StartAsync();
        var request = new BatchRequest
        {
            Period = BatchPeriod.Day, Start = new DateOnly(2026, 11, 23),
            Source = new BatchSource("markdown", $"## {new string('h', 400)}\n- {new string('t', 400)}\n  - {new string('b', 12_000)}\n"),
        };

        var made = await app.Get<PlanBatch>().ExecuteAsync(app.CallerAs(Role.Editor), request, default);

        var slot = Assert.Single(made.Value.Plans);
        Assert.Equal((300, 10_000, 200), (slot.Topic.Length, slot.Brief!.Length, slot.Theme!.Length));
        Assert.EndsWith("…", slot.Topic, StringComparison.Ordinal);
        Assert.Contains(made.Value.Notes, n => n.StartsWith("2 topics or briefs", StringComparison.Ordinal));
        Assert.NotNull(slot.PlanId);
    }

    [Fact]
    public async Task Batch_NothingToWriteAbout_IsRefused()
    {
        await using var app = await TestApp.StartAsync();

        var refused = await app.Get<PlanBatch>().ExecuteAsync(app.CallerAs(Role.Editor), new BatchRequest { Start = new DateOnly(2026, 11, 23) }, default);

        Assert.Contains("themes", refused.Error!.Fields.Keys);
    }
}
