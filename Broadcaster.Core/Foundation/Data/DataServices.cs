using Broadcaster.Core.Foundation.Data.Postgres;
using Broadcaster.Core.Foundation.Data.Sqlite;
using Broadcaster.Core.Foundation.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Broadcaster.Core.Foundation.Data;

/// <summary>The database and the files.</summary>
public static class DataServices
{
    public static IServiceCollection AddData(this IServiceCollection services)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration("Database").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsCheck>();
        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LiveAfterCommit>();
        services.AddDbContext<SqliteBroadcasterDbContext>(
            (sp, o) => o.UseSqlite(SqliteConnectionString.Of(sp), s => s.CommandTimeout(30))
                .AddInterceptors(sp.GetRequiredService<LiveAfterCommit>(), SqlitePragmas.Instance)
                .ConfigureWarnings(NoNoise),
            ServiceLifetime.Transient,
            ServiceLifetime.Singleton);
        services.AddDbContext<PostgresBroadcasterDbContext>(
            (sp, o) => o.UseNpgsql(sp.GetRequiredService<NpgsqlDataSource>())
                .AddInterceptors(sp.GetRequiredService<LiveAfterCommit>())
                .ConfigureWarnings(NoNoise),
            ServiceLifetime.Transient,
            ServiceLifetime.Singleton);
        services.AddSingleton(PostgresDataSource.Create);
        services.AddKeyedSingleton(PostgresDataSource.Ledger, (sp, _) => PostgresDataSource.CreateForLedger(sp));
        services.AddKeyedSingleton(PostgresDataSource.Listening, (sp, _) => PostgresDataSource.CreateForListening(sp));
        services.AddSingleton<Database>();
        services.AddSingleton<PatientWrite>();
        services.AddSingleton<SqliteLock>();
        services.AddSingleton<Migrator>();

        // ASP.NET Core Identity's stores want a context by injection; nothing else may.
        services.AddScoped(sp => sp.GetRequiredService<Database>().OpenUnscoped());
        return services;
    }

    // Required navigations to filtered rows are meant: both ends belong to the same workspace. That the migrations match the
    // model is proved by a test; to see it at a start the whole model is built once more and compared.
    private static void NoNoise(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning, RelationalEventId.PendingModelChangesWarning);
}
