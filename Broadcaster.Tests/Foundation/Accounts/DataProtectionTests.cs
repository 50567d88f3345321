using Broadcaster.Core;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcaster.Tests.Foundation.Accounts;

public sealed class DataProtectionTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Keys_AfterARestart_StillOpenWhatTheyClosed(DatabaseProvider provider)
    {
        using var folder = new TempFolder();
        await using var postgres = provider == DatabaseProvider.Postgres ? await TestDatabases.CreatePostgresAsync() : null;
        if (postgres is null)
        {
            await TestDatabases.CopySqliteToAsync(folder);
        }

        string closed;
        await using (var first = Start(provider, postgres?.ConnectionString, folder))
        {
            closed = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("a secret");
        }

        await using var second = Start(provider, postgres?.ConnectionString, folder);
        Assert.Equal("a secret", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(closed));
        Assert.NotEqual("a secret", closed);
    }

    private static ServiceProvider Start(DatabaseProvider provider, string? connectionString, TempFolder folder)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TestDatabases.Configuration(provider, connectionString, folder));
        services.AddLogging();
        services.AddBroadcasterCore();
        return services.BuildServiceProvider();
    }
}
