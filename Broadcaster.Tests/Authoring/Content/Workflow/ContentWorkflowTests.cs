using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using static Broadcaster.Core.Authoring.Content.Workflow.ContentState;

namespace Broadcaster.Tests.Authoring.Content.Workflow;

public sealed class ContentWorkflowTests
{
    private static readonly string[] Moves =
        ["edit", "submit", "withdraw", "approve", "reject", "schedule", "publish", "unschedule", "retry-failed", "revise", "archive", "delete"];

    // The whole table once more, written by hand: state → moves. What is not here is illegal for everybody.
    private static readonly Dictionary<ContentState, string[]> Legal = new()
    {
        [Draft] = ["edit", "submit", "schedule", "publish", "archive", "delete"],
        [InReview] = ["edit", "approve", "reject", "withdraw"],
        [Approved] = ["edit", "schedule", "publish", "archive"],
        [Rejected] = ["edit", "archive", "delete"],
        [Scheduled] = ["edit", "unschedule"],
        [ContentState.Publishing] = [],
        [Published] = ["revise", "archive"],
        [PartiallyPublished] = ["retry-failed", "revise", "archive"],
        [Failed] = ["retry-failed", "edit", "schedule", "publish", "revise", "archive"],
        [Archived] = ["revise", "delete"],
    };

    public static TheoryData<ContentState, string, Role> Cells()
    {
        var cells = new TheoryData<ContentState, string, Role>();
        foreach (var state in Enum.GetValues<ContentState>())
        {
            foreach (var move in Moves)
            {
                foreach (var role in Enum.GetValues<Role>())
                {
                    cells.Add(state, move, role);
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells), DisableDiscoveryEnumeration = true)]
    public void Refuse_EveryCell_AsTheTableSays(ContentState state, string move, Role role)
    {
        foreach (var own in new[] { true, false })
        {
            var caller = new Caller(Guid.NewGuid(), "main", Guid.NewGuid(), Guid.NewGuid(), role, "Somebody");
            var item = Piece(state, own ? caller.MemberId : Guid.NewGuid());

            var refused = ContentWorkflow.Refuse(item, move, caller);

            if (!Legal[state].Contains(move))
            {
                var illegal = Assert.IsType<IllegalMove>(refused);
                Assert.Equal("content.illegal_move", illegal.Code);
                Assert.Equal(SnakeCase.Of(state), illegal.Details["state"]);
                Assert.Equal(Legal[state].Order(), ((IReadOnlyList<string>)illegal.Details["allowed"]!).Order());
            }
            else
            {
                Assert.Equal(May(move, role, own), refused is null);
                Assert.True(refused is null or NotAllowed);
            }
        }
    }

    [Fact]
    public void MovesFrom_EveryState_IsInTheTable()
    {
        foreach (var state in Enum.GetValues<ContentState>())
        {
            Assert.Equal(Legal[state].Order(), ContentWorkflow.MovesFrom(state).Select(m => m.Name).Order());
        }
    }

    [Theory]
    [InlineData(Draft, Draft)]
    [InlineData(InReview, InReview)]
    [InlineData(Approved, Draft)]
    [InlineData(Rejected, Draft)]
    [InlineData(Scheduled, Draft)]
    [InlineData(Failed, Draft)]
    public void Find_Edit_LeadsTo(ContentState from, ContentState to) =>
        Assert.Equal(to, ContentWorkflow.Find(from, ContentWorkflow.Edit)?.To);

    private static bool May(string move, Role role, bool own) => move switch
    {
        "approve" or "reject" => role is Role.Owner or Role.Admin or Role.Editor or Role.Reviewer,
        "schedule" or "publish" or "unschedule" or "retry-failed" => role is Role.Owner or Role.Admin or Role.Editor,
        _ => role is Role.Owner or Role.Admin or Role.Editor || (role == Role.Author && own),
    };

    private static ContentItem Piece(ContentState state, Guid? author) => new()
    {
        Id = Guid.NewGuid(),
        WorkspaceId = Guid.NewGuid(),
        Title = "T",
        Body = "B",
        Slug = "t",
        Hash = "",
        State = state,
        CreatedAt = default,
        UpdatedAt = default,
        CreatedBy = author,
    };
}
