using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Changes a channel. New settings count as reconnecting: jobs that were held for the old ones go on.</summary>
public sealed class UpdateChannel(Database database, ConnectorRegistry connectors, ChannelSecrets protection, TimeProvider clock)
{
    /// <param name="expectedVersion">The version that the change was made from; null: whatever it is now.</param>
    public async Task<Result<Channel>> ExecuteAsync(Caller caller, Guid channelId, ChannelInput input, int? expectedVersion, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageChannels) is { } refused)
        {
            return refused;
        }

        await using var db = database.Write(caller, "channel.updated");
        var channel = await db.Channels.FirstOrDefaultAsync(c => c.Id == channelId && c.DeletedAt == null, ct);
        if (channel is null)
        {
            return new NotFound("channel");
        }

        if (expectedVersion is { } expected && expected != channel.Version)
        {
            return new StaleVersion("channel", channel.Version);
        }

        if (input.Connector is { } asked && asked != channel.Connector)
        {
            return InvalidInput.Of("connector", $"This is a {channel.Connector} channel and stays one. Add another channel for {asked}.");
        }

        if (!connectors.TryGet(channel.Connector, out var connector))
        {
            return new ConnectorMissing(channel.Connector);
        }

        // Secrets that cannot be read any more are to be entered again; they do not stand in the way of that.
        var saved = protection.Unprotect(caller.WorkspaceId, channel.Secrets);
        var known = saved.Ok ? saved.Value : [];
        var rules = await ChannelRules.CheckAsync(db, input, channelId, ct);
        var entered = EnteredSettings.Read(connector, input.Settings ?? JsonNode.Parse(channel.Settings)!.AsObject(), known);
        if (ChannelRules.Merge(rules, entered.Error) is { } invalid)
        {
            return invalid;
        }

        var (plain, secrets, _) = entered.Value;
        var settings = plain.ToJsonString();
        var secretsChanged = !saved.Ok || !JsonNode.DeepEquals(known, secrets);
        if (secretsChanged || settings != channel.Settings)
        {
            channel.Reconnected();
        }

        if (secretsChanged)
        {
            channel.Secrets = protection.Protect(caller.WorkspaceId, secrets);
            channel.SecretsSet = CreateChannel.NamesOf(secrets);
        }

        channel.Name = input.Name!.Trim();
        channel.Settings = settings;
        channel.Paused = input.Paused ?? channel.Paused;
        channel.MaxConcurrency = input.MaxConcurrency;
        channel.RatePerMinute = input.RatePerMinute;
        channel.MaxRetries = input.MaxRetries;
        channel.UpdatedAt = clock.GetUtcNow();
        return await ChannelSave.RunAsync(db, channel, ct);
    }
}
