using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Web.Api.Live;

/// <summary>
/// Ends live connections whose caller may not listen any more. It looks when the feed says that the token or the member
/// changed, on whichever node, and every minute: for what expires by itself, and for word that was lost.
/// </summary>
public sealed class LiveAccess(ILiveFeed feed, CallerStanding standing, TimeProvider clock, ILogger<LiveAccess> log)
{
    public static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <summary>Watches until disposed.</summary>
    /// <param name="end">Ends the connection; may be called more than once.</param>
    public IDisposable Watch(Caller caller, Action end)
    {
        var topics = new List<LiveTopic> { new(caller.WorkspaceId, "member", caller.MemberId) };
        if (caller.TokenId is { } token)
        {
            topics.Add(new LiveTopic(caller.WorkspaceId, "token", token));
        }

        return new Watching(
            [.. topics.Select(t => feed.Subscribe(t, _ => LookAsync(caller, end))), clock.CreateTimer(_ => _ = LookAsync(caller, end), null, Pace, Pace)]);
    }

    // Owned by the watch: its only fault is a database that is away, and then the next look decides.
    private async Task LookAsync(Caller caller, Action end)
    {
        try
        {
            if (!await standing.HoldsAsync(caller, CancellationToken.None))
            {
                end();
            }
        }
        catch (Exception problem)
        {
            LiveHubLog.AccessNotChecked(log, problem);
        }
    }

    private sealed class Watching(IReadOnlyList<IDisposable> parts) : IDisposable
    {
        public void Dispose()
        {
            foreach (var part in parts)
            {
                part.Dispose();
            }
        }
    }
}
