using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Tests.Support;

public sealed class TestAppTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task StartAsync_EitherDatabase_HoldsWorkspaceMembersAndContent(DatabaseProvider provider)
    {
        await using var app = await TestApp.StartAsync(provider);
        var channel = await app.AddChannelAsync();

        var added = await app.AddContentAsync("Hello", state: ContentState.Approved, channels: [channel], tags: ["a", "b"]);

        var found = await app.FindContentAsync(added.Id);
        Assert.NotNull(found);
        Assert.Equal(app.CallerAs(Role.Author).MemberId, found.CreatedBy);
        Assert.Equal(ContentHash.Of(found), found.ApprovedHash);
        Assert.Equal(app.Clock.GetUtcNow(), found.CreatedAt);
        Assert.Equal(["a", "b"], found.Tags.OrderBy(t => t.Position).Select(t => t.Name));
    }
}
