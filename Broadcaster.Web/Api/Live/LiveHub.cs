using System.Collections.Concurrent;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Broadcaster.Web.Api.Live;

/// <summary>Live messages over SignalR: call Subscribe with a topic, listen to "message".</summary>
[Authorize]
public sealed class LiveHub(ILiveFeed feed, LiveMessages messages, LiveContents contents, LiveAccess access, IHubContext<LiveHub> hub, ILogger<LiveHub> log) : Hub
{
    public const string Path = "/hubs/live";

    /// <summary>The client's method that gets each message.</summary>
    public const string Message = "message";

    private const int MostTopics = 100;

    public override Task OnConnectedAsync()
    {
        if (Context.GetHttpContext() is not { } http || CurrentCaller.Find(http) is not { } caller)
        {
            Context.Abort();
            return Task.CompletedTask;
        }

        Context.Items[typeof(Caller)] = caller;
        Context.Items[typeof(Subscriptions)] = new Subscriptions();
        Context.Items[typeof(LiveAccess)] = access.Watch(caller, Context.Abort);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[typeof(LiveAccess)] as IDisposable)?.Dispose();
        (Context.Items[typeof(Subscriptions)] as Subscriptions)?.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>From now on, messages about the topic. Asking twice is asking once.</summary>
    public async Task Subscribe(string topic)
    {
        var caller = (Caller)Context.Items[typeof(Caller)]!;
        var subscriptions = (Subscriptions)Context.Items[typeof(Subscriptions)]!;
        var wanted = LiveTopics.Parse(topic, caller) ?? throw new HubException(LiveTopics.Help);
        if (!caller.May(WorkspaceAction.View) || !await contents.ExistsAsync(caller, wanted, Context.ConnectionAborted))
        {
            throw new HubException($"There is no {topic} in this workspace.");
        }

        if (subscriptions.Count >= MostTopics)
        {
            throw new HubException($"A connection takes {MostTopics} topics. Subscribe to workspace instead.");
        }

        // The hub object is gone when an event comes; what it needs then is taken along.
        var client = hub.Clients.Client(Context.ConnectionId);
        var (source, logger, closed) = (messages, log, Context.ConnectionAborted);
        subscriptions.Add(topic, () => feed.Subscribe(wanted, async events =>
        {
            try
            {
                foreach (var message in await source.OfAsync(caller, events, closed))
                {
                    await client.SendAsync(Message, message, closed);
                }
            }
            catch (OperationCanceledException) when (closed.IsCancellationRequested)
            {
                LiveHubLog.ClientLeft(logger);
            }
        }));
    }

    /// <summary>No more messages about the topic.</summary>
    public void Unsubscribe(string topic) => ((Subscriptions)Context.Items[typeof(Subscriptions)]!).Remove(topic);

    private sealed class Subscriptions : IDisposable
    {
        private readonly ConcurrentDictionary<string, Lazy<IDisposable>> byTopic = new(StringComparer.Ordinal);

        public int Count => byTopic.Count;

        public void Add(string topic, Func<IDisposable> subscribe) => _ = byTopic.GetOrAdd(topic, _ => new Lazy<IDisposable>(subscribe)).Value;

        public void Remove(string topic)
        {
            if (byTopic.TryRemove(topic, out var subscription))
            {
                subscription.Value.Dispose();
            }
        }

        public void Dispose()
        {
            foreach (var topic in byTopic.Keys)
            {
                Remove(topic);
            }
        }
    }
}
