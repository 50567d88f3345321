using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Authoring.Content.Editing;

public sealed class BeginContentTests : IAsyncLifetime
{
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync(clock: new FakeTime());

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Execute_BeganBeforeAndLeftAsItWas_IsGivenAgain()
    {
        var first = await BeginAsync();

        Assert.Equal(first, await BeginAsync());
    }

    [Fact]
    public async Task Execute_SomebodyHasItOpen_BeginsAnother()
    {
        var first = await BeginAsync();

        Assert.NotEqual(first, await BeginAsync(taken: first));
    }

    [Fact]
    public async Task Execute_OfAnotherMember_IsTheirs() =>
        Assert.NotEqual(await BeginAsync(), await BeginAsync(Role.Editor));

    [Fact]
    public async Task Execute_SomethingWasWritten_BeginsAnother()
    {
        var first = await BeginAsync();
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var saved = await app.Get<AutosaveContent>().ExecuteAsync(
            app.CallerAs(Role.Author), first, new ContentInput { Title = "Untitled", Tags = ["news"] }, (await app.FindContentAsync(first))!.Version, default);
        Assert.NotNull(saved.Value.Content);

        Assert.NotEqual(first, await BeginAsync());
    }

    [Fact]
    public async Task Execute_MayNotWrite_IsRefused() =>
        Assert.False((await app.Get<BeginContent>().ExecuteAsync(app.CallerAs(Role.Viewer), "Untitled", _ => false, default)).Ok);

    private async Task<Guid> BeginAsync(Role role = Role.Author, Guid? taken = null)
    {
        var begun = await app.Get<BeginContent>().ExecuteAsync(app.CallerAs(role), "Untitled", id => id == taken, default);
        return begun.Value;
    }
}
