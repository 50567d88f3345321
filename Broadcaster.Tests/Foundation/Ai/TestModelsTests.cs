using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Tests.Foundation.Ai;

public sealed class TestModelsTests
{
    [Theory]
    [InlineData("""{ "data": [{ "id": "gpt-4o-mini" }, { "id": 7 }, { "id": null }, 3, {}] }""", 1)]
    [InlineData("""[{ "id": "gpt-4o-mini" }, "local"]""", 2)]
    public async Task List_OddlyWritten_IsReadAsFarAsItGoes(string list, int models)
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Models = () => list;

        var test = (await app.App.Get<TestModels>().ExecuteAsync(app.App.CallerAs(Role.Owner), null, default)).Value;

        Assert.True(test.Ok, test.Problem);
        Assert.Equal(models, test.Models.Count);
        Assert.Empty(app.Server.Calls);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"gpt\"")]
    [InlineData("""{ "data": 7 }""")]
    [InlineData("<html>")]
    public async Task List_NoneAtAll_AsksOneShortQuestion(string list)
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Models = () => list;

        var test = (await app.App.Get<TestModels>().ExecuteAsync(app.App.CallerAs(Role.Owner), null, default)).Value;

        Assert.True(test.Ok, test.Problem);
        Assert.Single(app.Server.Calls);
    }

    [Fact]
    public async Task List_WithoutEnd_IsReadAsFarAsAListGoesAndLeft()
    {
        await using var app = await ModelApp.StartAsync();
        app.Server.Models = () => null;

        var test = (await app.App.Get<TestModels>().ExecuteAsync(app.App.CallerAs(Role.Owner), null, default)).Value;

        Assert.True(test.Ok, test.Problem);
        Assert.Single(app.Server.Calls);
    }
}
