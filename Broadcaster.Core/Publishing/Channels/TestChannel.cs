using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Network;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Scheduling;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Core.Publishing.Contracts.Settings;
using Broadcaster.Core.Publishing.Site;
using Broadcaster.Core.Publishing.Wire;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Asks the platform who the channel is connected as; publishes nothing. Success clears what held the channel.</summary>
public sealed class TestChannel(
    Database database,
    ConnectorRegistry connectors,
    ChannelSecrets protection,
    ChannelSettingsReader reader,
    WireFactory wires,
    NetworkGuard guard,
    PublicAddress address,
    WakeUps wakeUps,
    TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    /// <summary>A saved channel.</summary>
    public async Task<Result<ChannelTest>> ExecuteAsync(Caller caller, Guid channelId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageChannels) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "channel.tested");
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == channelId && c.DeletedAt == null, ct);
        if (channel is null)
        {
            return new NotFound("channel");
        }

        var settings = reader.Read(channel);
        var test = settings.Ok
            ? await RunAsync(caller, connectors.Get(channel.Connector), channel.Id, channel.Name, settings.Value, ct)
            : new ChannelTest(false, null, 0, settings.Error.Message);

        if (test.Ok)
        {
            channel.Reconnected();
        }
        else if (settings.Error is SecretsUnreadable && !channel.NeedsReconnect)
        {
            channel.NeedsReconnect = true;
            channel.LastProblem = settings.Error.Message;
            channel.LastProblemAt = clock.GetUtcNow();
        }

        if (db.ChangeTracker.HasChanges())
        {
            var saved = await ChannelSave.RunAsync(db, channel, ct);
            if (!saved.Ok && saved.Error is not StaleVersion)
            {
                return saved.Error;
            }
        }

        if (test.Ok)
        {
            wakeUps.At(clock.GetUtcNow());
        }

        return test;
    }

    /// <summary>Settings that are not saved yet; nothing about a channel changes. Null: the channel's saved ones.</summary>
    /// <param name="channelId">The channel that they are to replace the settings of: its secrets stand in for those left out.</param>
    public async Task<Result<ChannelTest>> ExecuteAsync(Caller caller, string connectorId, JsonObject? settings, Guid? channelId, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageChannels) is { } refused)
        {
            return refused;
        }

        if (!connectors.TryGet(connectorId, out var connector))
        {
            return InvalidInput.Of("connector", $"Choose one of: {string.Join(", ", connectors.All.Select(c => c.Descriptor.Id))}.", "channel.unknown_connector");
        }

        JsonObject saved = [];
        if (channelId is { } id)
        {
            await using var db = database.Read(caller);
            var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == id && c.DeletedAt == null && c.Connector == connectorId, ct);
            if (channel is null)
            {
                return new NotFound("channel");
            }

            var opened = protection.Unprotect(caller.WorkspaceId, channel.Secrets);
            saved = opened.Ok ? opened.Value : [];
            settings ??= JsonNode.Parse(channel.Settings)?.AsObject();
        }

        var entered = EnteredSettings.Read(connector, settings, saved);
        return entered.Ok
            ? await RunAsync(caller, connector, channelId ?? clock.NewId(), connector.Descriptor.Name, entered.Value.Record, ct)
            : entered.Error;
    }

    private async Task<ChannelTest> RunAsync(Caller caller, IConnector connector, Guid channelId, string channelName, object settings, CancellationToken ct)
    {
        if (RefusedAddress(connector, settings) is { } problem)
        {
            return new ChannelTest(false, null, 0, problem);
        }

        var order = new WireOrder(caller.WorkspaceId, channelId, caller.CorrelationId ?? clock.NewId().ToString("N"), DryRun: false, settings, connector.Descriptor.RequestTimeout);
        var context = new ConnectorContext
        {
            WorkspaceId = caller.WorkspaceId,
            ChannelId = channelId,
            ChannelName = channelName,
            Settings = settings,
            Wire = wires.Create(order),
            PublicUrl = await PublicUrlAsync(caller, ct),
            Clock = clock,
        };
        using var limit = new CancellationTokenSource(Longest, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var started = clock.GetTimestamp();
        try
        {
            var answer = await connector.TestAsync(context, both.Token);
            return new ChannelTest(answer.Ok, answer.Account, Elapsed(started), answer.Problem);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new ChannelTest(false, null, Elapsed(started), $"{connector.Descriptor.Name} did not answer within {Longest.TotalSeconds:0} seconds. Check the address, and whether the platform is up.");
        }
    }

    // Said at once and in full, instead of as one of many ways in which a connection can fail.
    private string? RefusedAddress(IConnector connector, object settings)
    {
        foreach (var property in ConnectorSettings.PropertiesOf(connector.SettingsType))
        {
            if (property.IsDefined(typeof(System.ComponentModel.DataAnnotations.UrlAttribute), inherit: true)
                && property.GetValue(settings) is string text && Uri.TryCreate(text, UriKind.Absolute, out var address)
                && guard.Refuse(address) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private async Task<string> PublicUrlAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Read(caller);
        var workspace = await db.Workspaces.FirstAsync(w => w.Id == caller.WorkspaceId, ct);
        return address.Of(workspace);
    }

    private int Elapsed(long started) => (int)clock.GetElapsedTime(started).TotalMilliseconds;
}

/// <summary>The answer to a test.</summary>
/// <param name="Account">Who the platform knows the channel as.</param>
/// <param name="Problem">What is wrong and what to do, when not ok.</param>
public sealed record ChannelTest(bool Ok, string? Account, int LatencyMs, string? Problem);
