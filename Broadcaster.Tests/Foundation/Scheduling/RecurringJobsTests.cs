using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Health;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Broadcaster.Tests.Foundation.Scheduling;

/// <summary>Who makes the schedulers, on a PostgreSQL store over a bad road.</summary>
public sealed class RecurringJobsTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly Journal journal = new();
    private PostgresDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabases.CreatePostgresAsync();

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Health_AskedBeforeTheOwnersHaveBegun_SaysStartingAndMakesNoScheduler()
    {
        await using var road = new BadRoad(database);
        await using var app = await AppAsync(road);
        app.Get<WakeUps>().At(app.Clock.GetUtcNow().AddMinutes(1));

        var health = await new SchedulerCheck(app.Get<SchedulerState>()).CheckHealthAsync(new HealthCheckContext());

        Assert.Equal((HealthStatus.Unhealthy, "Starting: wake-ups, recurring."), (health.Status, health.Description));
        Assert.All(await app.Get<ISchedulerRegistry>().QuerySchedulers(), scheduler => Assert.False(scheduler.IsCreated));
    }

    [Fact]
    public async Task Start_TheFirstAttemptFails_AnotherSchedulerRuns()
    {
        // More often than Quartz itself tries a statement.
        await using var road = new BadRoad(database) { BreaksAt = "qrtz_", Breaks = 8 };
        await using var app = await AppAsync(road);
        var owner = Owner(app);

        await owner.StartAsync(default);
        await Eventually.TrueAsync(() => !app.Get<SchedulerState>().Starting.Contains(SchedulingServices.RecurringScheduler), () => "It never ran.");

        Assert.Contains(journal.Lines, line => line.StartsWith("The scheduler of the recurring jobs could not be started", StringComparison.Ordinal));
        Assert.Empty(app.Get<SchedulerState>().Stopped);
        await owner.StopAsync(default);
        Assert.Equal([SchedulingServices.RecurringScheduler], app.Get<SchedulerState>().Stopped);
    }

    [Fact]
    public async Task Stop_WhileTheDatabaseIsAway_IsNotHeldUp()
    {
        await using var road = new BadRoad(database) { Closed = true };
        await using var app = await AppAsync(road);
        var owner = Owner(app);
        await owner.StartAsync(default);
        await Eventually.TrueAsync(() => road.TurnedAway > 0, () => "It never tried.");

        await owner.StopAsync(default).Soon();

        Assert.Contains(SchedulingServices.RecurringScheduler, app.Get<SchedulerState>().Starting);
    }

    private Task<TestApp> AppAsync(BadRoad road) => TestApp.StartAsync(clock: TimeProvider.System, services: services => services
        .AddLogging(logging => logging.AddProvider(journal))
        .AddScheduling(TestDatabases.Configuration(DatabaseProvider.Postgres, road.ConnectionString + ";Pooling=false", folder)));

    private static IHostedService Owner(TestApp app) => app.Services.GetServices<IHostedService>().OfType<RecurringJobs>().Single();

    private sealed class Journal : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
