using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Navigation;

namespace Broadcaster.Web.Components.Pages.Home;

/// <summary>What waits for me, what is coming, what just went out, what is wrong.</summary>
public sealed partial class HomePage(DashboardQuery dashboard, WaitingForMe waitingForMe, JobQueries jobs, TimeProvider clock)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(700);

    private Dashboard? board;
    private IReadOnlyList<WaitingItem> waiting = [];
    private IReadOnlyList<JobView> upcoming = [];

    private bool IsEmpty => board is not null && board.ContentByState.Values.Sum() == 0;

    protected override async Task OnParametersSetAsync()
    {
        if (AddressChanged())
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var now = clock.GetUtcNow();
        waiting = await waitingForMe.ReadAsync(Caller, 6, Gone);
        var week = await jobs.ListAsync(
            Caller,
            new JobFilter([JobStatus.Queued, JobStatus.RetryScheduled, JobStatus.Running], To: now.AddDays(7), DryRun: false),
            new Core.Foundation.Common.PageRequest(1, 200, "runAt"),
            Gone);
        upcoming = week.Items;
        board = await dashboard.ExecuteAsync(Caller, Gone);
    }

    private async Task RefreshAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (changes.Count == 0 || changes.Any(c => c.Progress is null))
        {
            await LoadAsync();
        }
    }

    private string HrefOf(DashboardAlert alert) => alert switch
    {
        { JobId: { } job } => Urls.Job(Slug, job),
        { ChannelId: { } channel } => Urls.Channel(Slug, channel),
        { Kind: DashboardAlertKind.JobsUnconfirmed or DashboardAlertKind.JobsAwaitingManual } => Urls.Jobs(Slug, JobStatus.Unconfirmed, JobStatus.AwaitingManual),
        { Kind: DashboardAlertKind.JobsFailed } => Urls.Jobs(Slug, JobStatus.Failed),
        _ => Urls.Jobs(Slug, JobStatus.Queued, JobStatus.RetryScheduled),
    };

    private string HrefOf(WaitingItem item) => item.Kind switch
    {
        WaitingKind.Review => Urls.Review(Slug, item.Id),
        WaitingKind.ChangesRequested => Urls.Content(Slug, item.Id),
        WaitingKind.Unconfirmed or WaitingKind.ByHand => Urls.Job(Slug, item.Id),
    };

    private static string WordsOf(WaitingItem item) => item.Kind switch
    {
        WaitingKind.Review => "Review it",
        WaitingKind.ChangesRequested => "Changes requested",
        WaitingKind.Unconfirmed => $"Is it on {item.ChannelName}?",
        WaitingKind.ByHand => $"Post it on {item.ChannelName}",
    };
}
