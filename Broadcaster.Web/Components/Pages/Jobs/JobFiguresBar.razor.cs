using System.Globalization;
using Broadcaster.Core.Live;
using Broadcaster.Core.Publishing.Queries;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Jobs;

public sealed partial class JobFiguresBar(JobFigures figures, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource gone = new();
    private JobFiguresNow? now;

    [CascadingParameter]
    public required CurrentWorkspace Workspace { get; set; }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnInitializedAsync() => now = await figures.ReadAsync(Workspace.Caller, gone.Token);

    private async Task ReloadAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (changes.Count > 0 && changes.All(c => c.Type is "job.progress"))
        {
            return;
        }

        try
        {
            now = await figures.ReadAsync(Workspace.Caller, gone.Token);
            StateHasChanged();

            // The feed holds the next batch back until this is done.
            await Task.Delay(Pace, clock, gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private static string Figure(int? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "–";
}
