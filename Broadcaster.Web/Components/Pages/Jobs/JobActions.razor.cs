using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Components.Shared;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Jobs;

public sealed partial class JobActions(RetryJob retryJob, CancelJob cancelJob, Toasts toasts)
{
    private bool busy;

    [CascadingParameter]
    public required CurrentWorkspace Workspace { get; set; }

    [Parameter, EditorRequired]
    public required JobView Job { get; set; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    [Parameter]
    public bool MayAct { get; set; }

    /// <summary>In a row of the list.</summary>
    [Parameter]
    public bool Compact { get; set; }

    private async Task RetryAsync()
    {
        busy = true;
        var retried = await retryJob.ExecuteAsync(Workspace.Caller, Job.Id, notPublished: false, CancellationToken.None);
        busy = false;
        Tell(retried.Error, "Sending it again.");
    }

    private async Task CancelAsync()
    {
        var job = Job;
        busy = true;
        var cancelled = await cancelJob.ExecuteAsync(Workspace.Caller, job.Id, CancellationToken.None);
        busy = false;
        if (cancelled.Ok)
        {
            toasts.Undo($"It does not go out to {job.ChannelName}.", () => PutBackAsync(job.Id));
        }
        else
        {
            toasts.Problem(cancelled.Error);
        }
    }

    private async Task PutBackAsync(Guid id)
    {
        var back = await retryJob.ExecuteAsync(Workspace.Caller, id, notPublished: false, CancellationToken.None, atItsTime: true);
        Tell(back.Error, "It goes out as it was planned.");
    }

    private void Tell(Core.Foundation.Common.Error? error, string done)
    {
        if (error is null)
        {
            toasts.Done(done);
        }
        else
        {
            toasts.Problem(error);
        }
    }
}
