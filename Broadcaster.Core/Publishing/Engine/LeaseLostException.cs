namespace Broadcaster.Core.Publishing.Engine;

/// <summary>The job was taken over by somebody else: whatever this run would still do, it may not.</summary>
public sealed class LeaseLostException(Guid jobId) : OperationCanceledException($"The lease of job {jobId} is gone.")
{
    public Guid JobId => jobId;
}
