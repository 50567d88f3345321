using System.Text;
using Broadcaster.Core.Authoring.Content.Import;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Tests.Authoring.Content.Import;

public abstract class ImportContentTests(DatabaseProvider provider)
{
    [Fact]
    public async Task Csv_NastyFile_EachRowByItself()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        var csv = string.Join("\r\n",
            "Title;Body;Tags;Canonical URL;channel_ids;metadata.campaign;Colour",
            $"First;\"Two\r\nlines; and a \"\"quote\"\"\";a, b|c;https://example.test;{channel.Id};spring;red", // 1
            ";No title;;;;;",                                      // 2
            "Stray \"quote\";x;;;;;",                              // 3
            "\"Closed\" too early;x;;;;;",                         // 4
            "Too few;fields",                                      // 5
            "Too;many;;;;;;;",                                     // 6
            $"Unknown channel;x;;;{Guid.NewGuid()};;",             // 7
            "Bad id;x;;;not-a-uuid;;",                             // 8
            "Bad address;x;;nowhere;;;",                           // 9
            "",                                                    // no row
            "Ünïcode 日本;x;ä;;;;",                                 // 10
            $"{new string('t', 301)};x;;;;;",                      // 11
            "\"Never closed;x;;;;;",                               // 12
            "First;again;;;;;");                                   // 13

        var outcome = (await ImportAsync(app, ImportFormat.Csv, csv, bom: true)).Value;

        Assert.Equal([1, 10, 13], outcome.Created.Select(r => r.Row));
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 11, 12], outcome.Refused.Select(r => r.Row));
        Assert.Equal(
            ["title", "row", "row", "row", "row", "channelIds", "channelIds", "canonicalUrl", "title", "row"],
            outcome.Refused.Select(r => Assert.Single(r.Errors).Key));
        Assert.All(outcome.Refused, r => Assert.All(r.Errors.Values, m => Assert.NotEmpty(m[0])));
        Assert.Equal(["Colour"], outcome.IgnoredColumns);
        var first = await app.FindContentAsync(outcome.Created[0].ContentId);
        Assert.Equal("Two\nlines; and a \"quote\"", first!.Body);
        Assert.Equal(["a", "b", "c"], first.Tags.OrderBy(t => t.Position).Select(t => t.Name));
        Assert.Equal([channel.Id], first.Targets.Select(t => t.ChannelId));
        Assert.Equal("spring", first.Metadata["campaign"].GetString());
        Assert.Equal((ContentState.Draft, app.CallerAs(Role.Author).MemberId), (first.State, first.CreatedBy));
        Assert.Equal("first-2", (await app.FindContentAsync(outcome.Created[2].ContentId))!.Slug);
        await using var db = app.Database.Read(app.CallerAs(Role.Owner));
        Assert.Equal("import", (await db.AuditEntries.SingleAsync(e => e.Action == "content.imported")).Via);
        Assert.Equal(3, await db.ContentRevisions.CountAsync());
    }

    [Fact]
    public async Task JsonLines_NastyFile_EachRowByItself()
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();
        var lines = string.Join('\n',
            $"{{\"title\":\"Good\",\"body\":\"b\",\"tags\":[\"x\"],\"variants\":[{{\"channelId\":\"{channel.Id}\",\"title\":\"V\"}}]}}", // 1
            "{\"title\":\"broken\"",          // 2
            "",
            "[1,2]",                          // 3
            "null",                           // 4
            "{\"title\":5}",                  // 5
            "{\"body\":\"no title\"}",        // 6
            "{\"title\":\"a\\u0000b\"}",      // 7
            "{\"title\":\"T\",\"channelIds\":[\"x\"]}", // 8
            "{\"title\":\"Last\",\"unknown\":1}");      // 9

        var outcome = (await ImportAsync(app, ImportFormat.JsonLines, lines)).Value;

        Assert.Equal([1], outcome.Created.Select(r => r.Row));
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9], outcome.Refused.Select(r => r.Row));
        Assert.Equal("unknown", Assert.Single(outcome.Refused[7].Errors).Key);
        Assert.Equal("title", Assert.Single(outcome.Refused[3].Errors).Key);
        Assert.Equal("V", Assert.Single((await app.FindContentAsync(outcome.Created[0].ContentId))!.Variants).Title);
    }

    [Theory]
    [InlineData(ImportFormat.Csv, "", "import.empty")]
    [InlineData(ImportFormat.Csv, "\n\n", "import.empty")]
    [InlineData(ImportFormat.Csv, "body,tags\nx,y", "import.no_title_column")]
    [InlineData(ImportFormat.Csv, "title,title\nx,y", "import.bad_header")]
    [InlineData(ImportFormat.Csv, "\"title,body\nx,y", "import.bad_header")]
    [InlineData(ImportFormat.JsonLines, " \n ", "import.empty")]
    public async Task File_Unusable_SaysWhy(ImportFormat format, string text, string code)
    {
        await using var app = await TestApp.StartAsync(provider);

        var outcome = await ImportAsync(app, format, text);

        Assert.Equal(code, outcome.Error?.Code);
    }

    [Fact]
    public async Task File_NotUtf8_SaysHowToSaveIt()
    {
        await using var app = await TestApp.StartAsync(provider);

        var outcome = await app.Get<ImportContent>().ExecuteAsync(app.CallerAs(Role.Author), ImportFormat.Csv, new MemoryStream(Encoding.Latin1.GetBytes("title\nGrüße")), default);

        Assert.Equal("import.not_utf8", outcome.Error?.Code);
    }

    [Fact]
    public async Task File_TooManyRows_ImportsNothing()
    {
        await using var app = await TestApp.StartAsync(provider);

        var outcome = await ImportAsync(app, ImportFormat.Csv, "title\n" + string.Concat(Enumerable.Repeat("x\n", ImportLimits.Rows + 1)));

        Assert.Equal((ErrorKind.TooLarge, "import.too_large"), (outcome.Error!.Kind, outcome.Error.Code));
        Assert.Equal(0, (await app.Get<ContentQueries>().ListAsync(app.CallerAs(Role.Viewer), new ContentFilter(), new PageRequest(), default)).Total);
    }

    [Fact]
    public async Task File_SeveralHundredRowsOfOneTitle_AllGetSlugs()
    {
        await using var app = await TestApp.StartAsync(provider);

        var outcome = await ImportAsync(app, ImportFormat.Csv, "title\n" + string.Concat(Enumerable.Repeat("Same\n", 330)));

        Assert.Equal(330, outcome.Value.Created.Count);
        await using var db = app.Database.Read(app.CallerAs(Role.Owner));
        Assert.Equal(330, await db.Contents.Select(c => c.Slug).Distinct().CountAsync());
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Reviewer)]
    public async Task File_FromWhoMayNotWrite_Refused(Role role)
    {
        await using var app = await TestApp.StartAsync(provider);

        var outcome = await app.Get<ImportContent>().ExecuteAsync(app.CallerAs(role), ImportFormat.Csv, new MemoryStream("title\nx"u8.ToArray()), default);

        Assert.Equal("permission.denied", outcome.Error?.Code);
    }

    private static Task<Result<ImportOutcome>> ImportAsync(TestApp app, ImportFormat format, string text, bool bom = false) =>
        app.Get<ImportContent>().ExecuteAsync(
            app.CallerAs(Role.Author), format, new MemoryStream([.. bom ? Encoding.UTF8.GetPreamble() : [], .. Encoding.UTF8.GetBytes(text)]), default);
}

public sealed class SqliteImportContentTests() : ImportContentTests(DatabaseProvider.Sqlite);

public sealed class PostgresImportContentTests() : ImportContentTests(DatabaseProvider.Postgres);
