using System.Text.Json;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Components.Shared;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Jobs;

public sealed partial class UnconfirmedQuestion(ConfirmJob confirmJob, RetryJob retryJob, Toasts toasts)
{
    private static readonly string[] Addresses = ["url", "instance", "siteUrl", "baseUrl"];

    private string? permalink;
    private string? error;
    private bool saysYes;
    private bool busy;

    [CascadingParameter]
    public required CurrentWorkspace Workspace { get; set; }

    [Parameter, EditorRequired]
    public required JobView Job { get; set; }

    /// <summary>Null when it was deleted.</summary>
    [Parameter]
    public ChannelView? Channel { get; set; }

    [Parameter]
    public bool MayAct { get; set; }

    // Only the place where people read is worth a look; a webhook's address is for machines.
    private string? Look
    {
        get
        {
            if (Channel is null || Job.Connector == "webhook")
            {
                return null;
            }

            using var settings = JsonDocument.Parse(Channel.Settings);
            return Addresses
                .Select(name => settings.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
                .FirstOrDefault(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http");
        }
    }

    private async Task ConfirmAsync()
    {
        busy = true;
        error = null;
        var confirmed = await confirmJob.ExecuteAsync(Workspace.Caller, Job.Id, string.IsNullOrWhiteSpace(permalink) ? null : permalink.Trim(), null, CancellationToken.None);
        busy = false;
        if (confirmed.Ok)
        {
            toasts.Done("Noted: it is out.");
        }
        else if (confirmed.Error.Fields.TryGetValue("permalink", out var messages))
        {
            error = messages[0];
        }
        else
        {
            toasts.Problem(confirmed.Error);
        }
    }

    private async Task SendAgainAsync()
    {
        busy = true;
        var retried = await retryJob.ExecuteAsync(Workspace.Caller, Job.Id, notPublished: true, CancellationToken.None);
        busy = false;
        if (retried.Ok)
        {
            toasts.Done("Sending it again.");
        }
        else
        {
            toasts.Problem(retried.Error);
        }
    }
}
