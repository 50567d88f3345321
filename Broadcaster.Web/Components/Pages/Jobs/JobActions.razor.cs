using Broadcaster.Core.Publishing;
using Broadcaster.Core.Publishing.Queries;
using Broadcaster.Web.Components.Shared;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Jobs;

public sealed partial class JobActions(RetryJob retryJob, CancelJob cancelJob, Confirmations confirmations, Toasts toasts)
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
        var text = Job.Status == JobStatus.Running
            ? $"If the send to {Job.ChannelName} has not started yet, it will not go out. What has been sent cannot be called back."
            : $"It will not go out to {Job.ChannelName}. You can send it again later; it then goes at once.";
        if (!await confirmations.AskAsync("Cancel this job?", text, "Cancel the job"))
        {
            return;
        }

        busy = true;
        var cancelled = await cancelJob.ExecuteAsync(Workspace.Caller, Job.Id, CancellationToken.None);
        busy = false;
        Tell(cancelled.Error, "Cancelled.");
    }

    private void Tell(Core.Common.Error? error, string done)
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
