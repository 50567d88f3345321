using System.Data.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Data.Postgres;
using Broadcaster.Core.Foundation.Data.Sqlite;
using Broadcaster.Tests.Support;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Startup;

/// <summary>The whole program, stopped in the middle of the first migration of an empty database until it is let go.</summary>
internal sealed class HeldStart : IAsyncDisposable
{
    private readonly Hold hold = new();
    private readonly PostgresDatabase? database;
    private readonly BroadcasterApp plain;
    private Task started = Task.CompletedTask;

    private HeldStart(PostgresDatabase? database)
    {
        this.database = database;
        plain = new BroadcasterApp(bootstrapped: true, settings: database is null ? [] : [("Database:Provider", "Postgres"), ("Database:ConnectionString", database.ConnectionString)]);
        plain.With(services => services
            .ConfigureDbContext<SqliteBroadcasterDbContext>(o => o.AddInterceptors(hold))
            .ConfigureDbContext<PostgresBroadcasterDbContext>(o => o.AddInterceptors(hold)));
    }

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => Client.BaseAddress!;

    public static async Task<HeldStart> StartAsync(DatabaseProvider provider)
    {
        var held = new HeldStart(provider == DatabaseProvider.Postgres ? await (await PostgresCluster.SharedAsync()).CreateDatabaseAsync() : null);
        (var address, held.started) = await held.plain.ListenAsync();
        held.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        await held.hold.Reached.Soon();
        return held;
    }

    /// <summary>The migration goes on; answers once the program has started.</summary>
    public async Task LetGoAsync()
    {
        hold.LetGo();
        await started.Soon();
    }

    public async ValueTask DisposeAsync()
    {
        await LetGoAsync();
        Client.Dispose();
        await plain.DisposeAsync();
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    private sealed class Hold : DbCommandInterceptor
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public void LetGo() => free.TrySetResult();

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("CREATE TABLE", StringComparison.Ordinal) && !command.CommandText.Contains("__EFMigrations", StringComparison.Ordinal))
            {
                reached.TrySetResult();
                await free.Task.WaitAsync(cancellationToken);
            }

            return result;
        }
    }
}
