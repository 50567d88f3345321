using System.Collections.Frozen;
using Broadcaster.Core.Foundation.Common;
using static Broadcaster.Core.Publishing.Jobs.JobStatus;

namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>
/// The life of a job as one table: what a person may do in each status, what the engine may make of it, and what the status
/// means. Whoever asks "is it over?" or "may it be cancelled?" asks here.
/// </summary>
public static class JobWorkflow
{
    public const string Cancel = "cancel";
    public const string Confirm = "confirm";
    public const string Retry = "retry";
    public const string Reschedule = "reschedule";

    private static readonly FrozenDictionary<JobStatus, JobRow> Table = new Dictionary<JobStatus, JobRow>
    {
        [Queued] = new(Waits: true, Ends: false, [new(Cancel, Cancelled), new(Reschedule, Queued)], [Running]),
        [Running] = new(Waits: false, Ends: false, [new(Cancel, Cancelled)], [Queued, RetryScheduled, Confirming, AwaitingManual, Unconfirmed, Succeeded, Failed, Cancelled]),
        [RetryScheduled] = new(Waits: true, Ends: false, [new(Cancel, Cancelled), new(Reschedule, RetryScheduled)], [Running, Succeeded, Failed, Confirming]),
        [Confirming] = new(Waits: false, Ends: false, [new(Confirm, Succeeded), new(Retry, Queued)], [Confirming, Unconfirmed, Succeeded, Failed, AwaitingManual]),
        [AwaitingManual] = new(Waits: false, Ends: false, [new(Confirm, Succeeded), new(Retry, Queued), new(Cancel, Cancelled)], []),
        [Unconfirmed] = new(Waits: false, Ends: false, [new(Confirm, Succeeded), new(Retry, Queued)], [Unconfirmed, RetryScheduled, Confirming, Succeeded, Failed]),
        [Succeeded] = new(Waits: false, Ends: true, [], []),
        [Failed] = new(Waits: false, Ends: true, [new(Retry, Queued)], []),
        [Cancelled] = new(Waits: false, Ends: true, [new(Retry, Queued)], []),
    }.ToFrozenDictionary();

    /// <summary>Nothing more becomes of it by itself.</summary>
    public static bool IsOver(JobStatus status) => Table[status].Ends;

    /// <summary>It is due at its next-attempt time: the claim takes it.</summary>
    public static bool Waits(JobStatus status) => Table[status].Waits;

    /// <summary>Statuses of which <paramref name="is"/> is true, as the database has them.</summary>
    public static IReadOnlyList<JobStatus> All(Func<JobStatus, bool> @is) => [.. Enum.GetValues<JobStatus>().Where(@is)];

    public static IReadOnlyList<JobMove> MovesFrom(JobStatus status) => Table[status].Moves;

    /// <summary>Where the engine may take a job from here.</summary>
    public static IReadOnlyList<JobStatus> EngineMovesFrom(JobStatus status) => Table[status].Engine;

    public static bool May(JobStatus status, string move) => Array.Exists(Table[status].Moves, m => m.Name == move);

    /// <param name="sending">Its intent is in the ledger: what is being sent cannot be called back.</param>
    public static IllegalMove? Refuse(JobStatus status, string move, bool sending = false) =>
        May(status, move) && !(sending && status == Running) ? null : Illegal(status, move, sending);

    public static IllegalMove Illegal(JobStatus status, string move, bool sending = false) =>
        new("job", move, SnakeCase.Of(status), sending && status == Running ? [] : [.. Table[status].Moves.Select(m => m.Name)]);

    private sealed record JobRow(bool Waits, bool Ends, JobMove[] Moves, JobStatus[] Engine);
}
