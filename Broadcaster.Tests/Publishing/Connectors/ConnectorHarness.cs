using System.Text.Json;
using System.Collections.Concurrent;
using System.Text;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;
using Broadcaster.Core.Publishing.Wire;
using Broadcaster.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Broadcaster.Tests.Publishing.Connectors;

/// <summary>Core with its real wire, allowed to reach this machine, and requests for its connectors.</summary>
public sealed class ConnectorHarness : IAsyncDisposable
{
    public const string PublicUrl = "https://news.example";

    private readonly LinesOfLog log = new();

    private ConnectorHarness()
    {
    }

    public TestApp App { get; private set; } = null!;

    public string Log => log.Text;

    public MemoryCheckpoints Checkpoints { get; } = new();

    public StepsOfTest Steps { get; } = new();

    public MediaOfTest Media { get; } = new();

    public Guid JobId { get; } = Guid.CreateVersion7();

    public Guid ChannelId { get; } = Guid.CreateVersion7();

    public Guid ContentId { get; } = Guid.CreateVersion7();

    /// <summary>The wire of the last call.</summary>
    public WireSession Wire { get; private set; } = null!;

    public static async Task<ConnectorHarness> StartAsync(Action<IServiceCollection>? services = null)
    {
        var harness = new ConnectorHarness();
        harness.App = await TestApp.StartAsync(clock: new FakeTime(), services: s =>
        {
            s.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(harness.log));
            s.Configure<NetworkOptions>(o => o.AllowPrivateAddresses = true);
            services?.Invoke(s);
        });
        return harness;
    }

    public IConnector Connector(string id) => App.Get<ConnectorRegistry>().Get(id);

    public object Bind(string id, string settings, string? secrets = null)
    {
        var bound = ConnectorSettings.Bind(Connector(id), settings, secrets);
        Assert.True(bound.Ok, bound.Error?.Message);
        return bound.Value;
    }

    public ChannelContent Content(string title = "A title", string body = "Some **text**.", string slug = "a-title", IReadOnlyList<string>? tags = null, ContentImage? image = null, string? canonical = null, string? summary = "In short.", Dictionary<string, string>? options = null) => new(
        ContentId, ChannelId, title, body, summary, slug, tags ?? ["one", "two"], canonical, "en",
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{ "team": "red", "seo": { "boost": 1.50, "tags": [null, "\ufffe"] } }""")!, options ?? [], image, App.Workspace.Slug, App.Workspace.Name);

    public ConnectorContext Context(object settings, bool dryRun = false, TimeSpan? timeout = null)
    {
        Wire = App.Get<WireFactory>().Create(new WireOrder(App.Workspace.Id, ChannelId, "corr-1", dryRun, settings, timeout ?? TimeSpan.FromSeconds(20)));
        return new ConnectorContext
        {
            WorkspaceId = App.Workspace.Id,
            ChannelId = ChannelId,
            ChannelName = "Weekly news",
            Settings = settings,
            Wire = Wire,
            PublicUrl = PublicUrl,
            Clock = App.Clock,
        };
    }

    public PublishRequest Request(string id, object settings, ChannelContent? content = null, int attempt = 1, bool dryRun = false, TimeSpan? timeout = null, bool resendUnknown = false)
    {
        var piece = content ?? Content();
        return new PublishRequest
        {
            Context = Context(settings, dryRun, timeout),
            JobId = JobId,
            Attempt = attempt,
            FirstSentAt = App.Clock.GetUtcNow(),
            Content = piece,
            Rendered = Connector(id).Render(piece, settings),
            Steps = Steps,
            Checkpoints = Checkpoints,
            Media = Media,
            CorrelationId = "corr-1",
            ResendUnknown = resendUnknown,
        };
    }

    public Task<PublishOutcome> PublishAsync(string id, object settings, ChannelContent? content = null, int attempt = 1, bool dryRun = false, TimeSpan? timeout = null, bool resendUnknown = false) =>
        Connector(id).PublishAsync(Request(id, settings, content, attempt, dryRun, timeout, resendUnknown), CancellationToken.None);

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public sealed class MemoryCheckpoints : ICheckpoints
    {
        private readonly ConcurrentDictionary<string, string> values = new();

        public int Writes { get; private set; }

        /// <summary>Called before a write is kept; throwing is a crash at that point.</summary>
        public Action<IReadOnlyDictionary<string, string>>? OnWrite { get; set; }

        public IReadOnlyDictionary<string, string> Values => values;

        public Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(values));

        public Task WriteAsync(IReadOnlyDictionary<string, string> changes, CancellationToken ct)
        {
            OnWrite?.Invoke(changes);
            Writes++;
            foreach (var (key, value) in changes)
            {
                Assert.True(key.Length <= 200);
                values[key] = value;
            }

            return Task.CompletedTask;
        }
    }

    public sealed class StepsOfTest : IPublishSteps
    {
        private readonly ConcurrentQueue<string> begun = new();
        private readonly ConcurrentQueue<string> messages = new();

        public IReadOnlyList<string> Begun => [.. begun];

        public string Messages => string.Join('\n', messages);

        public void Begin(string step) => begun.Enqueue(step);

        public void Advance(double fraction) => Assert.InRange(fraction, 0, 1);

        public void Log(string message) => messages.Enqueue(message);
    }

    public sealed class MediaOfTest : IMediaReader
    {
        public byte[] Bytes { get; set; } = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

        public Task<Stream> OpenAsync(Guid workspaceId, Guid mediaId, CancellationToken ct) => Task.FromResult<Stream>(new MemoryStream(Bytes));
    }

    private sealed class LinesOfLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public string Text
        {
            get
            {
                var all = new StringBuilder();
                foreach (var line in lines)
                {
                    all.AppendLine(line);
                }

                return all.ToString();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
