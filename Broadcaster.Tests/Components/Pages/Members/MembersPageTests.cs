using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Tests.Support;
using Broadcaster.Web.Components.Pages.Members;
using Bunit;

namespace Broadcaster.Tests.Components.Pages.Members;

public sealed class MembersPageTests : PageTestBase
{
    [Fact]
    public async Task SomebodyJoins_PageIsOpen_IsListed()
    {
        var page = RenderPage<MembersPage>();
        var before = page.FindAll("section[aria-label=Members] tbody tr").Count;

        var joined = await App.AddMemberAsync(Role.Editor, "Grace Newcomer");
        Tell("member.created", joined.MemberId!.Value);

        await page.WaitForAssertionAsync(() => Assert.Equal(before + 1, page.FindAll("section[aria-label=Members] tbody tr").Count));
        Assert.Contains("Grace Newcomer", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleChanges_FrameTellsThePage_InvitationsAreShown()
    {
        await App.AddAsync(new Invitation
        {
            Id = Guid.CreateVersion7(App.Clock.GetUtcNow()), WorkspaceId = App.Workspace.Id, Name = "Ida Invited", Email = "ida@example.test", Role = Role.Author,
            SecretHash = "hash", CreatedAt = App.Clock.GetUtcNow(), ExpiresAt = App.Clock.GetUtcNow().AddDays(1),
        });
        var frame = RenderFramed<MembersPage>(Role.Viewer);
        Assert.DoesNotContain("Ida Invited", frame.Markup, StringComparison.Ordinal);

        frame.Render(p => p.Add(f => f.Workspace, WorkspaceAs(Role.Owner)));

        await frame.WaitForAssertionAsync(() => Assert.Contains("Ida Invited", frame.Markup, StringComparison.Ordinal));
    }
}
