using System.Text.Json;
using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Authoring.Content.Editing;

public abstract class SaveContentTests(DatabaseProvider provider)
{
    [Fact]
    public async Task CreateContent_WholePiece_KeepsEverythingTidied()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        var author = app.CallerAs(Role.Author);

        var created = await app.Get<CreateContent>().ExecuteAsync(
            author,
            new ContentInput
            {
                Title = "  Crème brûlée:\n the   „Straße“ edition ",
                Body = "One\r\nTwo",
                Summary = " Short ",
                Tags = ["News", "news ", "#Launch", ""],
                CanonicalUrl = "https://example.test/a",
                Metadata = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{ "z": { "deep": [1.50, -0, 1e400, null, true, "\ufffe 🚲"] }, "campaign": "spring", "none": null }"""),
                ChannelIds = [channel.Id, channel.Id],
                Variants = [new VariantInput { ChannelId = channel.Id, Title = "For the channel", Options = new Dictionary<string, string?> { ["category"] = "a" } }],
            },
            default);

        Assert.True(created.Ok, created.Error?.Message);
        var found = await app.FindContentAsync(created.Value.Id);
        Assert.NotNull(found);
        Assert.Equal("Crème brûlée: the „Straße“ edition", found.Title);
        Assert.Equal("creme-brulee-the-strasse-edition", found.Slug);
        Assert.Equal("One\nTwo", found.Body);
        Assert.Equal("Short", found.Summary);
        Assert.Equal(["News", "Launch"], found.Tags.OrderBy(t => t.Position).Select(t => t.Name));
        Assert.Equal([channel.Id], found.Targets.Select(t => t.ChannelId));
        Assert.Equal("For the channel", Assert.Single(found.Variants).Title);
        Assert.Equal("""{"z":{"deep":[1.50,-0,1e400,null,true,"\uFFFE \uD83D\uDEB2"]},"campaign":"spring","none":null}""", JsonSerializer.Serialize(found.Metadata));
        Assert.Equal("en", found.Language);
        Assert.Equal(ContentState.Draft, found.State);
        Assert.Equal(author.MemberId, found.CreatedBy);
        Assert.Equal(1, found.Version);
        Assert.Equal(ContentHash.Of(found), found.Hash);
        var revisions = await app.Get<RevisionQueries>().ListAsync(author, found.Id, new PageRequest(), default);
        Assert.Equal(found.Hash, Assert.Single(revisions!.Items).Hash);
    }

    [Fact]
    public async Task CreateContent_SameTitleTwice_GetsAnotherSlug()
    {
        await using var app = await TestApp.StartAsync(provider);
        var create = app.Get<CreateContent>();
        var input = new ContentInput { Title = "Hello world", Body = "x" };

        var first = await create.ExecuteAsync(app.CallerAs(Role.Author), input, default);
        var second = await create.ExecuteAsync(app.CallerAs(Role.Author), input, default);
        var third = await create.ExecuteAsync(app.CallerAs(Role.Author), input with { Slug = "hello-world-2" }, default);

        Assert.Equal("hello-world", first.Value.Slug);
        Assert.Equal("hello-world-2", second.Value.Slug);
        Assert.Equal("hello-world-2-2", third.Value.Slug);
    }

    [Fact]
    public async Task CreateContent_ManyAtOnceWithOneTitle_AllSlugsDiffer()
    {
        await using var app = await TestApp.StartAsync(provider);
        await app.Get<CreateContent>().ExecuteAsync(app.CallerAs(Role.Author), new ContentInput { Title = "First of all" }, default);

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            app.Get<CreateContent>().ExecuteAsync(app.CallerAs(Role.Author), new ContentInput { Title = "Same" }, default))));

        Assert.All(all, r => Assert.True(r.Ok));
        Assert.Equal(8, all.Select(r => r.Value.Slug).Distinct().Count());
    }

    [Fact]
    public async Task CreateContent_TitleWithoutLatinLetters_GetsSlugAnyway()
    {
        await using var app = await TestApp.StartAsync(provider);

        var created = await app.Get<CreateContent>().ExecuteAsync(app.CallerAs(Role.Author), new ContentInput { Title = "日本語の題名" }, default);

        Assert.Matches("^piece-[0-9a-f]{8}$", created.Value.Slug);
    }

    [Theory]
    [InlineData(Role.Reviewer)]
    [InlineData(Role.Viewer)]
    public async Task CreateContent_RoleThatMayNotWrite_Refused(Role role)
    {
        await using var app = await TestApp.StartAsync(provider);

        var created = await app.Get<CreateContent>().ExecuteAsync(app.CallerAs(role), new ContentInput { Title = "T" }, default);

        Assert.Equal("permission.denied", created.Error?.Code);
    }

    [Fact]
    public async Task CreateContent_ChannelAndPictureOfAnotherWorkspace_NamesTheFields()
    {
        await using var app = await TestApp.StartAsync(provider);
        var other = await app.AddWorkspaceAsync("other");
        var foreign = await app.AddChannelAsync(workspace: other);

        var created = await app.Get<CreateContent>().ExecuteAsync(
            app.CallerAs(Role.Author),
            new ContentInput
            {
                Title = "T",
                ChannelIds = [foreign.Id],
                FeaturedMediaId = Guid.NewGuid(),
                Variants = [new VariantInput { ChannelId = foreign.Id, Title = "x" }],
            },
            default);

        Assert.Equal(["channelIds", "featuredMediaId", "variants[0].channelId"], created.Error!.Fields.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SaveContent_Draft_ReplacesEverythingAndCountsUp()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channels = new[] { await app.AddChannelAsync(name: "A"), await app.AddChannelAsync(name: "B") };
        var item = await app.AddContentAsync("Old", "old", channels: [channels[0]], tags: ["a", "b"]);
        var editor = app.CallerAs(Role.Editor);
        app.Time.Advance(TimeSpan.FromMinutes(1));

        var saved = await app.Get<SaveContent>().ExecuteAsync(
            editor,
            item.Id,
            new ContentInput
            {
                Title = "New",
                Body = "new",
                Tags = ["c", "b"],
                ChannelIds = [channels[1].Id],
                Variants = [new VariantInput { ChannelId = channels[1].Id, Body = "only here" }],
            },
            item.Version,
            confirm: false,
            default);

        Assert.True(saved.Ok, saved.Error?.Message);
        var found = await app.FindContentAsync(item.Id);
        Assert.Equal("New", found!.Title);
        Assert.Equal(["c", "b"], found.Tags.OrderBy(t => t.Position).Select(t => t.Name));
        Assert.Equal([channels[1].Id], found.Targets.Select(t => t.ChannelId));
        Assert.Equal("only here", Assert.Single(found.Variants).Body);
        Assert.Equal(2, found.Version);
        Assert.Equal(editor.MemberId, found.UpdatedBy);
        Assert.Equal(app.Clock.GetUtcNow(), found.UpdatedAt);
        Assert.Equal(ContentHash.Of(found), found.Hash);
        Assert.NotEqual(item.Hash, found.Hash);
    }

    [Fact]
    public async Task SaveContent_NothingChanged_WritesNoRevision()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(tags: ["a"], state: ContentState.Approved);

        var saved = await app.Get<SaveContent>().ExecuteAsync(
            app.CallerAs(Role.Author), item.Id, ContentInput.Of(ContentSnapshot.Of(item)), item.Version, confirm: false, default);

        Assert.True(saved.Ok);
        var found = await app.FindContentAsync(item.Id);
        Assert.Equal(1, found!.Version);
        Assert.Equal(ContentState.Approved, found.State);
        var revisions = await app.Get<RevisionQueries>().ListAsync(app.CallerAs(Role.Viewer), item.Id, new PageRequest(), default);
        Assert.Equal(1, revisions!.Total);
    }

    [Fact]
    public async Task SaveContent_OldVersion_Stale()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync();
        var save = app.Get<SaveContent>();
        await save.ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "First" }, 1, false, default);

        var second = await save.ExecuteAsync(app.CallerAs(Role.Editor), item.Id, new ContentInput { Title = "Second" }, 1, false, default);

        var stale = Assert.IsType<StaleVersion>(second.Error);
        Assert.Equal(2, stale.CurrentVersion);
        Assert.Equal("First", (await app.FindContentAsync(item.Id))!.Title);
    }

    [Fact]
    public async Task SaveContent_TwoAtTheSameMoment_OneWinsAndOneIsTold()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = $"Saver {i}", Body = "x" }, 1, false, default))));

        var winner = Assert.Single(all, r => r.Ok);
        Assert.All(all.Where(r => !r.Ok), r => Assert.IsType<StaleVersion>(r.Error));
        var found = await app.FindContentAsync(item.Id);
        Assert.Equal(winner.Value.Title, found!.Title);
        Assert.Equal(2, found.Version);
    }

    [Fact]
    public async Task SaveContent_SlugLeftOut_FollowsTheTitleUntilItIsChosen()
    {
        await using var app = await TestApp.StartAsync(provider);
        var author = app.CallerAs(Role.Author);
        var item = (await app.Get<CreateContent>().ExecuteAsync(author, new ContentInput { Title = "Hel" }, default)).Value;
        var save = app.Get<SaveContent>();

        var typed = await save.ExecuteAsync(author, item.Id, new ContentInput { Title = "Hello there" }, null, false, default);
        var chosen = await save.ExecuteAsync(author, item.Id, new ContentInput { Title = "Hello there", Slug = "my-own" }, null, false, default);
        var kept = await save.ExecuteAsync(author, item.Id, new ContentInput { Title = "Something else" }, null, false, default);

        Assert.Equal("hello-there", typed.Value.Slug);
        Assert.Equal("my-own", chosen.Value.Slug);
        Assert.Equal("my-own", kept.Value.Slug);
    }

    [Theory]
    [InlineData(ContentState.Approved)]
    [InlineData(ContentState.Scheduled)]
    public async Task SaveContent_WouldVoidSomething_TakesConfirmation(ContentState state)
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: state);
        var save = app.Get<SaveContent>();
        var input = new ContentInput { Title = "Changed", Body = "y" };

        var asked = await save.ExecuteAsync(app.CallerAs(Role.Author), item.Id, input, null, confirm: false, default);
        Assert.Equal("content.confirmation_required", asked.Error?.Code);
        Assert.Equal(ErrorKind.Conflict, asked.Error!.Kind);
        Assert.Equal(state, (await app.FindContentAsync(item.Id))!.State);

        var confirmed = await save.ExecuteAsync(app.CallerAs(Role.Author), item.Id, input, null, confirm: true, default);
        Assert.True(confirmed.Ok, confirmed.Error?.Message);
        var found = await app.FindContentAsync(item.Id);
        Assert.Equal(ContentState.Draft, found!.State);
        Assert.Null(found.ApprovedHash);
        Assert.Null(found.ScheduledAt);
        Assert.Equal(ApprovalStatus.None, ApprovalStatuses.Of(found));
    }

    [Fact]
    public async Task SaveContent_InReview_StaysThereWithANewHash()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(state: ContentState.InReview);

        var saved = await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "Changed" }, 1, false, default);

        Assert.Equal(ContentState.InReview, saved.Value.State);
        Assert.NotEqual(item.Hash, saved.Value.Hash);
        Assert.NotNull(saved.Value.SubmittedAt);
    }

    [Fact]
    public async Task SaveContent_SomebodyElsesPieceAsAuthor_Refused()
    {
        await using var app = await TestApp.StartAsync(provider);
        var item = await app.AddContentAsync(author: app.CallerAs(Role.Editor));

        var saved = await app.Get<SaveContent>().ExecuteAsync(app.CallerAs(Role.Author), item.Id, new ContentInput { Title = "Mine now" }, 1, false, default);

        Assert.Equal("permission.denied", saved.Error?.Code);
    }

    [Fact]
    public async Task SaveContent_AnotherWorkspacesPiece_NotFound()
    {
        await using var app = await TestApp.StartAsync(provider);
        var other = await app.AddWorkspaceAsync("other");
        var stranger = await app.AddMemberAsync(Role.Owner, "Stranger", other);
        var item = await app.AddContentAsync();

        var saved = await app.Get<SaveContent>().ExecuteAsync(stranger, item.Id, new ContentInput { Title = "Mine now" }, 1, false, default);

        Assert.IsType<NotFound>(saved.Error);
    }

    [Fact]
    public async Task SaveContent_Any_AuditsAndMirrorsTheDraft()
    {
        await using var app = await TestApp.StartAsync(provider);
        var author = app.CallerAs(Role.Author);
        var item = (await app.Get<CreateContent>().ExecuteAsync(author, new ContentInput { Title = "Say \"hi\"", Body = "# Body", Tags = ["ä"] }, default)).Value;
        var file = app.Get<DraftFiles>().PathOf("main", item.Id);
        Assert.StartsWith(app.Folder.Combine("drafts", "main"), file, StringComparison.Ordinal);

        await app.Get<SaveContent>().ExecuteAsync(author, item.Id, new ContentInput { Title = "Said", Body = "# Other", Tags = ["ä"] }, null, false, default);

        var text = await File.ReadAllTextAsync(file);
        Assert.StartsWith("---\n", text, StringComparison.Ordinal);
        Assert.Contains("version: 2\ntitle: \"Said\"\n", text, StringComparison.Ordinal);
        Assert.Contains("tags: [\"ä\"]\n", text, StringComparison.Ordinal);
        Assert.EndsWith("---\n\n# Other\n", text, StringComparison.Ordinal);
        await using var db = app.Database.Read(author);
        Assert.Equal(["content.created", "content.edited"], await db.AuditEntries.Where(e => e.SubjectId == item.Id).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync());

        await app.Get<DeleteContent>().ExecuteAsync(author, item.Id, null, default);
        Assert.False(File.Exists(file));
    }
}

public sealed class SqliteSaveContentTests() : SaveContentTests(DatabaseProvider.Sqlite);

public sealed class PostgresSaveContentTests() : SaveContentTests(DatabaseProvider.Postgres);
