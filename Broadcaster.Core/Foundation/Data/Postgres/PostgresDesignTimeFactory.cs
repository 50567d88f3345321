using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Broadcaster.Core.Foundation.Data.Postgres;

internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresBroadcasterDbContext>
{
    public PostgresBroadcasterDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresBroadcasterDbContext>().UseNpgsql("Host=localhost;Database=design").Options);
}
