using Broadcaster.Core.Live;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Shared;

/// <summary>
/// Tells its page what happened on a topic; the only component that subscribes. Put one on a page and reload in
/// <see cref="OnChange"/>. Right after it subscribes it raises it once with an empty list, so that nothing that happened
/// between the first paint and the subscription is missed.
/// </summary>
public sealed class LiveRegion(ILiveFeed feed) : ComponentBase, IDisposable
{
    private LiveTopic? subscribedTo;
    private IDisposable? subscription;
    private bool disposed;

    [Parameter, EditorRequired]
    public required LiveTopic Topic { get; set; }

    /// <summary>What happened, each id once; empty: anything may have.</summary>
    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<LiveEvent>> OnChange { get; set; }

    // Not while prerendering: nobody would dispose it, and nobody could see what it brings.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (disposed || subscribedTo == Topic)
        {
            return;
        }

        subscription?.Dispose();
        subscribedTo = Topic;
        subscription = feed.Subscribe(Topic, TellAsync);
        await OnChange.InvokeAsync([]);
    }

    public void Dispose()
    {
        disposed = true;
        subscription?.Dispose();
    }

    private async Task TellAsync(IReadOnlyList<LiveEvent> changes)
    {
        try
        {
            await InvokeAsync(() => disposed ? Task.CompletedTask : OnChange.InvokeAsync(changes));
        }
        catch (ObjectDisposedException)
        {
            // The page went while the batch was on its way to it.
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Into the page's own error boundary, where it can be read, rather than into a timer's void.
            await DispatchExceptionAsync(problem);
        }
    }
}
