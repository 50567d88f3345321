using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Broadcaster.Core.Foundation.Data.Sqlite;

internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteBroadcasterDbContext>
{
    public SqliteBroadcasterDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteBroadcasterDbContext>().UseSqlite("Data Source=design.db").Options);
}
