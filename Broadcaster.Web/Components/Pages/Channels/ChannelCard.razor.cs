using System.Globalization;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Contracts;
using Broadcaster.Web.Components.Shared;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Channels;

public sealed partial class ChannelCard(TestChannel testChannel, PauseChannel pauseChannel, ResumeChannel resumeChannel, ConnectorRegistry connectors, Toasts toasts)
{
    private ChannelTest? answer;
    private string? busy;

    [CascadingParameter]
    public required CurrentWorkspace Workspace { get; set; }

    [Parameter, EditorRequired]
    public required ChannelView Channel { get; set; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    [Parameter]
    public bool MayManage { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private string Platform => connectors.TryGet(Channel.Connector, out var connector) ? connector.Descriptor.Name : Channel.Connector;

    private string HealthWords => Channel.Health switch
    {
        ChannelHealth.Ok when Channel.ConsecutiveFailures > 0 => $"{Platform}. {(Channel.ConsecutiveFailures == 1 ? "The last send" : $"The last {Channel.ConsecutiveFailures} sends")} failed: {Channel.LastProblem}",
        ChannelHealth.Ok when Channel.LastDeliveryAt is null => $"{Platform}. Nothing has gone out yet.",
        ChannelHealth.Ok => $"{Platform}. Everything goes out.",
        ChannelHealth.BackingOff => $"{Platform} asked to wait{Until(Channel.BackOffUntil)}. Jobs go on by themselves.",
        ChannelHealth.OpenCircuit => $"{Channel.ConsecutiveFailures} failures in a row: jobs wait, one is tried{Until(Channel.CircuitOpenUntil)}. {Channel.LastProblem}",
        ChannelHealth.NeedsReconnect => $"{Platform} refused the credentials: jobs wait. {Channel.LastProblem}",
        ChannelHealth.Paused => $"{Platform}. Nothing goes out until somebody resumes it.",
    };

    private string Rate
    {
        get
        {
            connectors.TryGet(Channel.Connector, out var connector);
            var rate = Channel.RatePerMinute ?? connector?.Descriptor.DefaultRatePerMinute;
            var atOnce = Channel.MaxConcurrency ?? connector?.Descriptor.DefaultConcurrency ?? 1;
            return $"{(rate is { } limit ? $"{limit.ToString("N0", CultureInfo.InvariantCulture)} a minute" : "No limit")}, {atOnce} at once";
        }
    }

    private string Until(DateTimeOffset? time) => time is { } at ? $" at {Times.Local(at, Workspace.TimeZone, "HH:mm:ss")}" : "";

    private async Task TestAsync()
    {
        busy = "test";
        answer = null;
        var tested = await testChannel.ExecuteAsync(Workspace.Caller, Channel.Id, CancellationToken.None);
        busy = null;
        answer = tested.Ok ? tested.Value : new ChannelTest(false, null, 0, tested.Error.Message);
        await OnChanged.InvokeAsync();
    }

    private async Task PauseOrResumeAsync()
    {
        busy = "pause";
        var pausing = !Channel.Paused;
        var error = await SetPausedAsync(pausing);
        busy = null;
        if (error is not null)
        {
            toasts.Problem(error);
        }
        else if (pausing)
        {
            toasts.Undo($"{Channel.Name} is paused.", async () => await SetPausedAsync(paused: false));
        }
        else
        {
            toasts.Done($"{Channel.Name} goes on.");
        }

        await OnChanged.InvokeAsync();
    }

    private async Task<Core.Foundation.Common.Error?> SetPausedAsync(bool paused) =>
        paused
            ? (await pauseChannel.ExecuteAsync(Workspace.Caller, Channel.Id, CancellationToken.None)).Error
            : (await resumeChannel.ExecuteAsync(Workspace.Caller, Channel.Id, CancellationToken.None)).Error;
}
