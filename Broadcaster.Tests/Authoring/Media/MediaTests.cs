using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Authoring.Media;

public sealed class MediaTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 1];

    public static TheoryData<byte[], string?> Starts => new()
    {
        { Png, "image/png" },
        { [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg" },
        { "GIF89a..."u8.ToArray(), "image/gif" },
        { "RIFF\u0001\u0002\u0003\u0004WEBPVP8 "u8.ToArray(), "image/webp" },
        { "RIFF\u0001\u0002\u0003\u0004WAVE"u8.ToArray(), null },
        { "<svg xmlns='http://www.w3.org/2000/svg'>"u8.ToArray(), null },
        { "<!doctype html>"u8.ToArray(), null },
        { [0x89, (byte)'P'], null },
        { [], null },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public void ImageType_Of_ByTheBytes(byte[] start, string? type) => Assert.Equal(type, ImageType.Of(start));

    [Fact]
    public async Task UploadMedia_Picture_IsKeptUnderItsHashAndReadAgain()
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);

        var kept = await app.Get<UploadMedia>().ExecuteAsync(author, "C:\\pictures\\cat.png", new MemoryStream(Png), "  A \n cat 🐈 ", default);

        Assert.True(kept.Ok, kept.Error?.Message);
        Assert.Equal(("cat.png", "image/png", (long)Png.Length, "A cat 🐈"), (kept.Value.FileName, kept.Value.ContentType, kept.Value.Bytes, kept.Value.AltText));
        var path = app.Folder.Combine("media", app.Workspace.Id.ToString(), kept.Value.Sha256 + ".png");
        Assert.Equal(Png, await File.ReadAllBytesAsync(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        await using var bytes = await app.Get<IMediaReader>().OpenAsync(app.Workspace.Id, kept.Value.Id, default);
        using var copy = new MemoryStream();
        await bytes.CopyToAsync(copy);
        Assert.Equal(Png, copy.ToArray());
    }

    [Fact]
    public async Task UploadMedia_SameBytesAgain_AreTheSamePictureWithinOneWorkspace()
    {
        await using var app = await TestApp.StartAsync();
        var stranger = await app.AddMemberAsync(Role.Owner, "Stranger", await app.AddWorkspaceAsync("other"));
        var upload = app.Get<UploadMedia>();

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => upload.ExecuteAsync(app.CallerAs(Role.Author), $"{i}.png", new MemoryStream(Png), null, default))));
        var elsewhere = await upload.ExecuteAsync(stranger, "x.png", new MemoryStream(Png), null, default);

        Assert.Single(all.Select(r => r.Value.Id).Distinct());
        Assert.NotEqual(all[0].Value.Id, elsewhere.Value.Id);
        await Assert.ThrowsAsync<FileNotFoundException>(() => app.Get<IMediaReader>().OpenAsync(app.Workspace.Id, elsewhere.Value.Id, default));
        Assert.Null(await app.Get<MediaQueries>().FindAsync(stranger, all[0].Value.Id, default));
    }

    [Fact]
    public async Task UploadMedia_Unfit_SaysWhyAndLeavesNoFile()
    {
        await using var app = await TestApp.StartAsync();
        var upload = app.Get<UploadMedia>();
        var author = app.CallerAs(Role.Author);
        var large = new byte[MediaLimits.Bytes + 1];
        Png.CopyTo(large, 0);

        var svg = await upload.ExecuteAsync(author, "a.png", new MemoryStream("<svg>"u8.ToArray()), null, default);
        var empty = await upload.ExecuteAsync(author, "a.png", new MemoryStream(), null, default);
        var tooLarge = await upload.ExecuteAsync(author, "a.png", new MemoryStream(large), null, default);
        var viewer = await upload.ExecuteAsync(app.CallerAs(Role.Viewer), "a.png", new MemoryStream(Png), null, default);

        Assert.Equal(
            ["media.unsupported_type", "media.empty", "media.too_large", "permission.denied"],
            new[] { svg, empty, tooLarge, viewer }.Select(r => r.Error?.Code));
        Assert.Empty(Directory.GetFiles(app.Folder.Combine("media", app.Workspace.Id.ToString())));
    }

    [Theory]
    [InlineData(ContentState.Draft, true)]
    [InlineData(ContentState.InReview, false)]
    [InlineData(ContentState.Approved, false)]
    [InlineData(ContentState.Scheduled, false)]
    [InlineData(ContentState.Published, true)]
    public async Task DescribeMedia_UsedByAPiece_DependsOnItsState(ContentState state, bool allowed)
    {
        await using var app = await TestApp.StartAsync();
        var author = app.CallerAs(Role.Author);
        var picture = (await app.Get<UploadMedia>().ExecuteAsync(author, "a.png", new MemoryStream(Png), "old", default)).Value;
        var item = await app.AddContentAsync(state: state);
        await using (var db = app.Database.OpenUnscoped())
        {
            db.Contents.Attach(item).Entity.FeaturedMediaId = picture.Id;
            await db.SaveChangesAsync();
        }

        var described = await app.Get<DescribeMedia>().ExecuteAsync(author, picture.Id, "new", default);

        Assert.Equal(allowed ? null : "media.in_use", described.Error?.Code);
        Assert.Equal(allowed ? "new" : "old", (await app.Get<MediaQueries>().FindAsync(author, picture.Id, default))!.AltText);
    }
}
