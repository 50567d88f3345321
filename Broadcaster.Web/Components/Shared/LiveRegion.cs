using Broadcaster.Core.Foundation.Live;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Shared;

/// <summary>
/// Tells its page what happened on a topic; the only component that subscribes. Put one on a page and reload in
/// <see cref="OnChange"/>. Right after it subscribes it raises it once with an empty list, so that nothing that happened
/// between the first paint and the subscription is missed.
/// </summary>
public sealed class LiveRegion(ILiveFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private LiveTopic? subscribedTo;
    private IDisposable? subscription;

    // Taken once: a source that is disposed hands out no token any more.
    private CancellationToken left;

    [Parameter, EditorRequired]
    public required LiveTopic Topic { get; set; }

    /// <summary>What happened, each id once; empty: anything may have.</summary>
    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<LiveEvent>> OnChange { get; set; }

    /// <summary>
    /// The rest that a page takes after what made it read the database, so that it follows a thousand changes no faster
    /// than the eye; what happens meanwhile comes as one batch. Progress alone is cheap to draw and waits for nothing.
    /// </summary>
    [Parameter]
    public TimeSpan Pace { get; set; }

    protected override void OnInitialized() => left = gone.Token;

    // Not while prerendering: nobody would dispose it, and nobody could see what it brings.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (left.IsCancellationRequested || subscribedTo == Topic)
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
        gone.Cancel();
        subscription?.Dispose();
        gone.Dispose();
    }

    // The feed hands the next batch on when this one is done with.
    private async Task TellAsync(IReadOnlyList<LiveEvent> changes)
    {
        try
        {
            await InvokeAsync(() => left.IsCancellationRequested ? Task.CompletedTask : OnChange.InvokeAsync(changes));
            if (Pace > TimeSpan.Zero && changes.Any(c => c.Progress is null))
            {
                await Task.Delay(Pace, clock, left);
            }
        }
        catch (Exception problem) when (problem is ObjectDisposedException or OperationCanceledException && left.IsCancellationRequested)
        {
            // The page was left while the batch was on its way to it.
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Into the page's own error boundary, where it can be read, rather than into a timer's void.
            await DispatchExceptionAsync(problem);
        }
    }
}
