using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Broadcaster.Tests.Support;

/// <summary>A database that is slow to answer where a test says so.</summary>
public sealed class StatementGate : DbCommandInterceptor
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Guid held;

    /// <summary>From now on whatever asks for this row waits until <see cref="Open"/>.</summary>
    public void Hold(Guid id) => held = id;

    public void Open() => opened.TrySetResult();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (held != Guid.Empty && command.Parameters.Cast<DbParameter>().Any(p => Equals(p.Value, held) || (p.Value is string text && text.Equals(held.ToString(), StringComparison.OrdinalIgnoreCase))))
        {
            await opened.Task.WaitAsync(cancellationToken);
        }

        return result;
    }
}
