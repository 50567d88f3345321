namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>What a job does with its publication.</summary>
public enum JobAction
{
    /// <summary>Brings the piece out.</summary>
    Publish,

    /// <summary>Sends a newer approved revision to what is out already, in place.</summary>
    Update,

    /// <summary>Takes down what is out. Already gone counts as done.</summary>
    Remove,

    /// <summary>Looks whether it is still there. Changes nothing.</summary>
    Verify,
}
