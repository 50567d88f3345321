using Broadcaster.Core.Foundation.Workspaces;
using static Broadcaster.Core.Foundation.Workspaces.WorkspaceAction;

namespace Broadcaster.Tests.Foundation.Workspaces;

public sealed class PermissionsTests
{
    // Written out by hand, so that a change of the table is a decision and no accident. Order: as Expected's columns.
    private static readonly Role[] Columns = [Role.Owner, Role.Admin, Role.Editor, Role.Author, Role.Reviewer, Role.Viewer];

    private static readonly Dictionary<WorkspaceAction, string> Expected = new()
    {
        [View] = "yyyyyy",
        [WriteContent] = "yyyy--",
        [EditAnyContent] = "yyy---",
        [Review] = "yyy-y-",
        [Publish] = "yyy---",
        [ManageChannels] = "yy----",
        [ManageMembers] = "yy----",
        [ManageOwnTokens] = "yyyyyy",
        [ManageSettings] = "yy----",
        [ViewAudit] = "yy----",
        [ManageOwners] = "y-----",
    };

    [Fact]
    public void Allows_EveryRoleAndAction_AsWrittenOut()
    {
        Assert.Equal(Enum.GetValues<Role>(), Columns);
        Assert.Equal(Enum.GetValues<WorkspaceAction>().Order(), Expected.Keys.Order());
        foreach (var (action, row) in Expected)
        {
            var actual = string.Concat(Columns.Select(role => Permissions.Allows(role, action) ? 'y' : '-'));
            Assert.True(row == actual, $"{action}: expected {row}, is {actual}");
        }
    }

    [Theory]
    [InlineData(Role.Owner, Role.Viewer, Role.Viewer)]
    [InlineData(Role.Editor, Role.Owner, Role.Editor)]
    [InlineData(Role.Reviewer, Role.Author, Role.Viewer)]
    [InlineData(Role.Author, Role.Reviewer, Role.Viewer)]
    [InlineData(Role.Reviewer, Role.Editor, Role.Reviewer)]
    public void Lower_TwoRoles_TheOneThatMayLess(Role a, Role b, Role lower) => Assert.Equal(lower, Roles.Lower(a, b));

    [Fact]
    public void Lower_AnyTwoRoles_NeverMayWhatEitherMayNot()
    {
        foreach (var a in Columns)
        {
            foreach (var b in Columns)
            {
                var lower = Roles.Lower(a, b);
                Assert.All(Enum.GetValues<WorkspaceAction>(), action =>
                    Assert.True(!Permissions.Allows(lower, action) || (Permissions.Allows(a, action) && Permissions.Allows(b, action)), $"{a} and {b} became {lower}, who may {action}"));
            }
        }
    }
}
