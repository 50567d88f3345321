using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Site;
using Broadcaster.Core.Publishing.Wire;

namespace Broadcaster.Core.Publishing.Previews;

/// <summary>Records what a channel's platform would be sent, by letting its connector publish into a wire that leads nowhere.</summary>
public sealed class DryRequests(WireFactory wires, PublicAddress address, IMediaReader media, TimeProvider clock)
{
    /// <summary>A newsletter to thousands is one request a person: the first few say it all.</summary>
    private const int Most = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Null where it takes too long for a preview.</summary>
    internal async Task<IReadOnlyList<RequestCapture>?> RecordAsync(ChannelPiece piece, RenderedContent rendered, CancellationToken ct)
    {
        if (piece is not { Connector: { } connector, Settings: { } settings, Content: { } content, Channel: { } channel, Workspace: { } workspace })
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Longest, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var job = clock.NewId();
        var correlation = $"preview-{job}";
        var wire = wires.Create(new WireOrder(workspace.Id, channel.Id, correlation, DryRun: true, settings, connector.Descriptor.RequestTimeout));
        try
        {
            await connector.PublishAsync(
                new PublishRequest
                {
                    Context = new ConnectorContext
                    {
                        WorkspaceId = workspace.Id,
                        ChannelId = channel.Id,
                        ChannelName = channel.Name,
                        Settings = settings,
                        Wire = wire,
                        PublicUrl = address.Of(workspace),
                        Clock = clock,
                    },
                    JobId = job,
                    Attempt = 1,
                    Content = content,
                    Rendered = rendered,
                    Steps = new Silent(),
                    Checkpoints = new Forgetful(),
                    Media = media,
                    CorrelationId = correlation,
                },
                both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return null;
        }

        return [.. wire.Captures.Take(Most)];
    }

    private sealed class Silent : IPublishSteps
    {
        public void Begin(string step)
        {
        }

        public void Advance(double fraction)
        {
        }

        public void Log(string message)
        {
        }
    }

    private sealed class Forgetful : ICheckpoints
    {
        private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

        public Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct) => Task.FromResult<IReadOnlyDictionary<string, string>>(values);

        public Task WriteAsync(IReadOnlyDictionary<string, string> values, CancellationToken ct)
        {
            foreach (var (key, value) in values)
            {
                this.values[key] = value;
            }

            return Task.CompletedTask;
        }
    }
}
