using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcaster.Core.Foundation.Data.Sqlite;

/// <summary>Where the SQLite file is: as configured, or broadcaster.db under the storage root.</summary>
internal static class SqliteConnectionString
{
    public static string Of(IServiceProvider services)
    {
        var configured = services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return configured;
        }

        var file = services.GetRequiredService<IOptions<StorageOptions>>().Value.PathOf("broadcaster.db");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new SqliteConnectionStringBuilder { DataSource = file }.ToString();
    }
}
