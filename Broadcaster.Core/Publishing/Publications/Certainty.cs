namespace Broadcaster.Core.Publishing.Publications;

/// <summary>
/// What is known about whether a piece is out on a channel. It moves by evidence only: an outcome, a look-up, or a person's
/// word. Every word about whether something is out comes from here, never from a job's status.
/// </summary>
public enum Certainty
{
    /// <summary>Provably not out: nothing was ever sent, or what was sent was provably not taken.</summary>
    NotOut,

    /// <summary>Something was sent and nobody knows whether it was taken.</summary>
    MaybeOut,

    /// <summary>A sending in parts stopped half-way: some recipients have it, others do not.</summary>
    PartlyOut,

    /// <summary>It is out.</summary>
    Out,

    /// <summary>It was out and has been taken down.</summary>
    Removed,
}
