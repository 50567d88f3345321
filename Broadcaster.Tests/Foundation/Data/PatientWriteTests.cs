using Broadcaster.Core.Foundation.Data;
using Broadcaster.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broadcaster.Tests.Foundation.Data;

public sealed class PatientWriteTests : IDisposable
{
    private readonly ApplicationLifetime program = new(NullLogger<ApplicationLifetime>.Instance);
    private int tries;

    [Fact]
    public async Task Run_ProgramStops_TriesOnceMoreAndGivesUp()
    {
        var writing = Patience(new FakeTime()).RunAsync("a word", () => FailAsync(new SqliteException("locked", 5)));
        Assert.Equal(1, tries);

        program.StopApplication();

        await Assert.ThrowsAsync<SqliteException>(() => writing.Soon());
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Run_RefusedForItsValues_IsNotTriedAgain()
    {
        await Assert.ThrowsAsync<SqliteException>(() => Patience(TimeProvider.System).RunAsync("a word", () => FailAsync(new SqliteException("constraint", 19))));

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task Run_BrokenOff_IsNotTriedAgain()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => Patience(TimeProvider.System).RunAsync("a word", () => FailAsync(new OperationCanceledException())));

        Assert.Equal(1, tries);
    }

    public void Dispose() => program.StopApplication();

    private PatientWrite Patience(TimeProvider clock) => new(clock, NullLogger<PatientWrite>.Instance, program);

    private Task FailAsync(Exception problem)
    {
        tries++;
        throw problem;
    }
}
