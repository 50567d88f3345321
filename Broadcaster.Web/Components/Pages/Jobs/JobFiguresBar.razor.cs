using System.Globalization;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Jobs;

public sealed partial class JobFiguresBar(JobFigures figures) : IDisposable
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
        if (changes.Count == 0 || changes.Any(c => c.Progress is null))
        {
            now = await figures.ReadAsync(Workspace.Caller, gone.Token);
        }
    }

    private static string Figure(int? value) => value is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : "–";
}
