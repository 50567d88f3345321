using Broadcaster.Core.Publishing.Jobs;

namespace Broadcaster.Tests.Publishing.Jobs;

public sealed class JobWorkflowTests
{
    // Every cell: what a person may do in each status. A new status or move fails here until somebody decides.
    private static readonly Dictionary<JobStatus, string[]> _moves = new()
    {
        [JobStatus.Queued] = ["cancel", "reschedule"],
        [JobStatus.Running] = ["cancel"],
        [JobStatus.RetryScheduled] = ["cancel", "reschedule"],
        [JobStatus.Confirming] = ["confirm", "retry"],
        [JobStatus.AwaitingManual] = ["cancel", "confirm", "retry"],
        [JobStatus.Unconfirmed] = ["confirm", "retry"],
        [JobStatus.Succeeded] = [],
        [JobStatus.Failed] = ["retry"],
        [JobStatus.Cancelled] = ["retry"],
    };

    [Fact]
    public void Refuse_EveryStatusAndMove_AsTheTableSays()
    {
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            foreach (var move in (string[])[JobWorkflow.Cancel, JobWorkflow.Confirm, JobWorkflow.Retry, JobWorkflow.Reschedule])
            {
                var refused = JobWorkflow.Refuse(status, move);
                Assert.True(_moves[status].Contains(move) == (refused is null), $"{status} {move}");
                Assert.Equal(refused is null ? null : _moves[status], refused?.Allowed.Order());
            }
        }
    }

    [Fact]
    public void Refuse_CancelWhileSending_SaysThatNothingIsLegal() =>
        Assert.Empty(JobWorkflow.Refuse(JobStatus.Running, JobWorkflow.Cancel, sending: true)!.Allowed);

    [Fact]
    public void EngineMoves_FromWhatIsOver_AreNone()
    {
        Assert.All(JobWorkflow.All(JobWorkflow.IsOver), status => Assert.Empty(JobWorkflow.EngineMovesFrom(status)));
        Assert.All(JobWorkflow.All(JobWorkflow.Waits), status => Assert.Contains(JobStatus.Running, JobWorkflow.EngineMovesFrom(status)));
    }
}
