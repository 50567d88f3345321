using System.Text.Json;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;

namespace Broadcaster.Tests.Foundation.Settings;

public sealed class UpdateSettingsTests
{
    [Fact]
    public async Task Execute_PartOfATopic_LeavesTheRest()
    {
        await using var app = await TestApp.StartAsync(settings: new WorkspaceSettings { Approvals = new ApprovalSettings { AllowSelfApproval = true } });

        var changed = await PatchAsync(app, """{ "approvals": { "mode": "required" }, "publishing": { "backoffSeconds": [5, 10] } }""");

        Assert.True(changed.Ok, changed.Error?.Message);
        var now = await app.Get<SettingsQueries>().GetAsync(app.CallerAs(Role.Viewer), default);
        Assert.Equal(new ApprovalSettings { Mode = ApprovalMode.Required, AllowSelfApproval = true }, now.Approvals);
        Assert.Equal([5, 10], now.Publishing.BackoffSeconds);
        Assert.Equal(3, now.Publishing.MaxRetries);
    }

    [Theory]
    [InlineData("""{ "approval": {} }""", "approval")]
    [InlineData("""{ "approvals": { "stages": [] } }""", "approvals.stages")]
    [InlineData("""{ "approvals": { "mode": "staged" } }""", "approvals.mode")]
    [InlineData("""{ "approvals": { "allowSelfApproval": "yes" } }""", "approvals.allowSelfApproval")]
    [InlineData("""{ "approvals": 1 }""", "approvals")]
    [InlineData("""{ "publishing": { "maxRetries": 11 } }""", "publishing.maxRetries")]
    [InlineData("""{ "publishing": { "maxRetries": 1.5 } }""", "publishing.maxRetries")]
    [InlineData("""{ "publishing": { "backoffSeconds": [] } }""", "publishing.backoffSeconds")]
    [InlineData("""{ "publishing": { "backoffSeconds": [60, "x"] } }""", "publishing.backoffSeconds")]
    [InlineData("""{ "publishing": { "timeZone": "Mars/Base" } }""", "publishing.timeZone")]
    [InlineData("""{ "site": { "publicUrl": "ftp://example.com" } }""", "site.publicUrl")]
    [InlineData("""{ "retention": { "ledgerDays": 0 } }""", "retention.ledgerDays")]
    [InlineData("""{ "workspace": { "name": " " } }""", "workspace.name")]
    [InlineData("""{ "workspace": { "slug": "new" } }""", "workspace.slug")]
    [InlineData("[]", "")]
    public async Task Execute_WrongOrUnknown_IsRefusedUnderItsPathAndNothingChanges(string patch, string path)
    {
        await using var app = await TestApp.StartAsync();
        var before = await app.Get<SettingsQueries>().GetAsync(app.CallerAs(Role.Owner), default);

        var changed = await PatchAsync(app, patch);

        Assert.Equal(ErrorKind.Invalid, changed.Error?.Kind);
        Assert.Equal(path, Assert.Single(changed.Error!.Fields.Keys));
        Assert.Equal(before.Version, (await app.Get<SettingsQueries>().GetAsync(app.CallerAs(Role.Owner), default)).Version);
    }

    [Fact]
    public async Task Execute_StaleOrNotAllowed_IsRefused()
    {
        await using var app = await TestApp.StartAsync();

        Assert.IsType<StaleVersion>((await PatchAsync(app, "{}", version: 99)).Error);
        Assert.IsType<NotAllowed>((await PatchAsync(app, "{}", Role.Editor)).Error);
    }

    private static Task<Result<SettingsView>> PatchAsync(TestApp app, string patch, Role role = Role.Admin, int? version = null) =>
        app.Get<UpdateSettings>().ExecuteAsync(app.CallerAs(role), JsonDocument.Parse(patch).RootElement, version, default);
}
