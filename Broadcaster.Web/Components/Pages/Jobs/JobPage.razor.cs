using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Jobs;

/// <summary>One job: where it stands, what to do about it, and everything that was sent and answered.</summary>
public sealed partial class JobPage(JobQueries jobs, ChannelQueries channels) : PageBase
{
    private JobDetail? detail;
    private ChannelView? channel;
    private IReadOnlyList<JobLogLine> others = [];
    private bool missing;

    [Parameter]
    public Guid Id { get; set; }

    private JobView Job => detail!.Job;

    // The wall-clock time that the user chose says more than the instant, where it is in another zone.
    private string? Chosen => Job.LocalTime is { } local && Job.TimeZone is { } zone ? $"{local.Replace('T', ' ')} {zone}" : null;

    protected override async Task OnParametersSetAsync()
    {
        if (AddressChanged())
        {
            await ReloadAsync();
        }
    }

    private async Task ReloadAsync()
    {
        var read = await jobs.GetAsync(Caller, Id, Gone);
        missing = read is null;
        if (read is null)
        {
            return;
        }

        var log = await jobs.GetLogAsync(Caller, Id, Gone) ?? [];
        channel ??= await channels.GetAsync(Caller, read.Job.ChannelId, Gone);

        // What happened between attempts; the attempts show their own lines.
        var ofAttempts = read.Attempts.SelectMany(a => a.Steps).Select(s => (s.At, s.Step, s.Message)).ToHashSet();
        others = [.. log.Where(l => !ofAttempts.Contains((l.At, l.Step, l.Message)))];
        detail = read;
    }

    private async Task ApplyAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (changes.Count > 0 && changes.All(c => c.Progress is not null) && detail is { Job.Status: JobStatus.Running })
        {
            var at = changes[^1].Progress!;
            detail = detail with
            {
                Job = detail.Job with { Progress = at.Percent, CurrentStep = at.Step, CompletedSteps = at.CompletedSteps, TotalSteps = at.TotalSteps },
            };
            return;
        }

        await ReloadAsync();
    }
}
