using System.Text.Json.Nodes;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Publishing.Contracts;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>Adds a channel. Its settings are checked; whether the platform takes them is <see cref="TestChannel"/>'s business.</summary>
public sealed class CreateChannel(Database database, ConnectorRegistry connectors, ChannelSecrets protection, TimeProvider clock)
{
    public async Task<Result<Channel>> ExecuteAsync(Caller caller, ChannelInput input, CancellationToken ct)
    {
        if (caller.Refuse(WorkspaceAction.ManageChannels) is { } refused)
        {
            return refused;
        }

        if (!connectors.TryGet(input.Connector ?? "", out var connector))
        {
            return InvalidInput.Of("connector", $"Choose one of: {string.Join(", ", connectors.All.Select(c => c.Descriptor.Id))}.", "channel.unknown_connector");
        }

        await using var db = database.Write(caller, "channel.created");
        var rules = await ChannelRules.CheckAsync(db, input, null, ct);
        var entered = EnteredSettings.Read(connector, input.Settings, []);
        if (ChannelRules.Merge(rules, entered.Error) is { } invalid)
        {
            return invalid;
        }

        var now = clock.GetUtcNow();
        var (plain, secrets, _) = entered.Value;
        var channel = new Channel
        {
            Id = clock.NewId(),
            WorkspaceId = caller.WorkspaceId,
            Connector = connector.Descriptor.Id,
            Name = input.Name!.Trim(),
            Settings = plain.ToJsonString(),
            Secrets = protection.Protect(caller.WorkspaceId, secrets),
            SecretsSet = NamesOf(secrets),
            Paused = input.Paused ?? false,
            MaxConcurrency = input.MaxConcurrency,
            RatePerMinute = input.RatePerMinute,
            MaxRetries = input.MaxRetries,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Channels.Add(channel);
        await db.SaveChangesAsync(ct);
        return channel;
    }

    internal static string NamesOf(JsonObject secrets) => string.Join(',', secrets.Select(s => s.Key).Order(StringComparer.Ordinal));
}
