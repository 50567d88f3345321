namespace Broadcaster.Core.Publishing.Jobs;

/// <summary>A move that a person may make with a job, and where it leads.</summary>
public sealed record JobMove(string Name, JobStatus To);
