using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcaster.Core.Publishing.Channels;

/// <summary>What holds for every channel, whatever its connector.</summary>
internal static class ChannelRules
{
    public static async Task<InvalidInput?> CheckAsync(BroadcasterDbContext db, ChannelInput input, Guid? channelId, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        var name = input.Name?.Trim() ?? "";
        if (name.Length is 0 or > 200)
        {
            errors["name"] = [name.Length == 0 ? "Give the channel a name." : "A name has at most 200 characters."];
        }
        else if ((await db.Channels.Where(c => c.DeletedAt == null && c.Id != channelId).Select(c => c.Name).ToListAsync(ct))
            .Exists(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            errors["name"] = [$"There is a channel called {name} already. Choose another name."];
        }

        Range("maxConcurrency", input.MaxConcurrency, 1, 64);
        Range("ratePerMinute", input.RatePerMinute, 1, 100_000);
        Range("maxRetries", input.MaxRetries, 0, 10);
        return errors.Count > 0 ? new InvalidInput(errors, "channel.invalid") : null;

        void Range(string field, int? value, int least, int most)
        {
            if (value < least || value > most)
            {
                errors[field] = [$"Use a number from {least} to {most}, or leave it out for the default."];
            }
        }
    }

    public static InvalidInput? Merge(InvalidInput? first, Error? second) => (first, second) switch
    {
        (null, null) => null,
        (not null, null) => first,
        (null, InvalidInput one) => one,
        _ => new InvalidInput(
            (first?.Fields ?? new Dictionary<string, string[]>()).Concat(second!.Fields).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.First().Value),
            "channel.invalid"),
    };
}
