namespace Broadcaster.Core.Publishing.Contracts;

/// <summary>Durable notes of a job for its later attempts: committed when the call returns. Keys up to 200 characters.</summary>
public interface ICheckpoints
{
    Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct);

    Task WriteAsync(IReadOnlyDictionary<string, string> values, CancellationToken ct);
}
