using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Jobs;

/// <summary>The live list of jobs. Rows change in place; new ones wait behind a button while the pointer is over the table.</summary>
public sealed partial class JobsPage(JobQueries jobs, ChannelQueries channelQueries, TimeProvider clock) : PageBase
{
    private const int PageSize = 50;

    // Without it a calendar full of plans would stand above what is going on.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(700);

    private Page<JobView>? list;
    private IReadOnlyDictionary<JobStatus, int>? counts;
    private IReadOnlyList<ChannelName> channels = [];
    private IReadOnlyList<JobStatus> statuses = [];
    private string? activeTab;
    private int waiting;
    private bool hovering;
    private bool stale;
    private bool catchingUp;
    private DateTimeOffset reloadedAt;

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    public Guid? ChannelId { get; set; }

    [SupplyParameterFromQuery(Name = "content")]
    public Guid? ContentId { get; set; }

    [SupplyParameterFromQuery(Name = "dry")]
    public string? DryRun { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private bool IsFiltered => Search is not null || ChannelId is not null || ContentId is not null || DryRun is not null;

    private JobFilter Shown => statuses.Count > 0 ? Filter : Filter with { To = clock.GetUtcNow() + Soon };

    private JobFilter Filter => new(
        statuses,
        ChannelId,
        ContentId,
        DryRun: DryRun switch { "yes" => true, "no" => false, _ => null },
        Search: Search);

    // What comes next reads best soonest first; everything else newest first.
    private string? Sort => activeTab is not null && statuses.All(s => s is JobStatus.Queued or JobStatus.RetryScheduled) ? "runAt" : null;

    protected override async Task OnParametersSetAsync()
    {
        if (!AddressChanged())
        {
            return;
        }

        statuses = JobTab.Parse(Status);
        activeTab = statuses.Count == 0 ? null : string.Join(',', statuses.Select(s => SnakeCase.Of(s)));
        channels = await channelQueries.NamesAsync(Caller, Gone);
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        stale = false;
        reloadedAt = clock.GetUtcNow();
        list = await jobs.ListAsync(Caller, Shown, new PageRequest(PageNumber ?? 1, PageSize, Sort), Gone);
        counts = await jobs.CountAsync(Caller, Filter, Gone);
        waiting = 0;
    }

    private async Task ApplyAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (list is null)
        {
            return;
        }

        if (changes.Count == 0)
        {
            await ReloadAsync();
            return;
        }

        var progress = changes.Where(c => c.Progress is not null).ToDictionary(c => c.Id, c => c.Progress!);
        var changed = changes.Where(c => c.Type is "job.updated").Select(c => c.Id).ToHashSet();
        var shown = list.Items.Select(j => j.Id).ToHashSet();
        var fresh = changes.Where(c => c.Type is "job.created").Select(c => c.Id).Where(id => !shown.Contains(id)).ToList();

        var visible = changed.Where(shown.Contains).ToList();
        var reread = visible.Count == 0 ? [] : (await jobs.GetManyAsync(Caller, visible, Gone)).ToDictionary(j => j.Id);
        list = list with { Items = [.. list.Items.Select(j => With(reread.GetValueOrDefault(j.Id, j), progress))] };

        if (fresh.Count > 0 || changed.Any(id => !shown.Contains(id)) || (changed.Count > 0 && statuses.Count > 0))
        {
            await TakeInAsync(fresh.Count);
        }
        else if (changed.Count > 0)
        {
            counts = await jobs.CountAsync(Caller, Filter, Gone);
        }
    }

    // Rows that come or go: at once, or on leaving while somebody points at a row that would jump; never faster than the eye.
    private async Task TakeInAsync(int fresh)
    {
        stale = true;
        if (hovering)
        {
            waiting += fresh;
            return;
        }

        var pause = reloadedAt + Pace - clock.GetUtcNow();
        if (pause <= TimeSpan.Zero)
        {
            await ReloadAsync();
        }
        else if (!catchingUp)
        {
            catchingUp = true;
            _ = CatchUpAsync(pause);
        }
    }

    // Beside the feed, so that progress goes on moving meanwhile.
    private async Task CatchUpAsync(TimeSpan pause)
    {
        await Task.Delay(pause, clock, Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        catchingUp = false;
        if (!Gone.IsCancellationRequested && stale && !hovering)
        {
            await ReloadAsync();
            StateHasChanged();
        }
    }

    private static JobView With(JobView job, Dictionary<Guid, LiveProgress> progress) =>
        progress.TryGetValue(job.Id, out var at) && job.Status == JobStatus.Running
            ? job with { Progress = at.Percent, CurrentStep = at.Step, CompletedSteps = at.CompletedSteps, TotalSteps = at.TotalSteps }
            : job;

    private Task LeaveAsync()
    {
        hovering = false;
        return stale ? ReloadAsync() : Task.CompletedTask;
    }

    private Task ShowNewAsync() => ReloadAsync();

    private int? CountOf(JobTab tab) => counts is null ? null : tab.Statuses.Count == 0 ? null : tab.Statuses.Sum(s => counts.GetValueOrDefault(s));
}
