using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Channels;

namespace Broadcaster.Web.Components.Pages.Channels;

/// <summary>The channels of the workspace, with how each fares.</summary>
public sealed partial class ChannelsPage(ChannelQueries queries)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(900);

    private IReadOnlyList<ChannelView>? channels;

    protected override Task OnParametersSetAsync() => AddressChanged() ? LoadAsync() : Task.CompletedTask;

    private async Task LoadAsync() => channels = await queries.AllAsync(Caller, Gone);

    private async Task RefreshAsync(IReadOnlyList<LiveEvent> changes)
    {
        // A delivery or a job changes what stands on the cards (last delivery, what waits); progress does not.
        if (changes.Count == 0 || changes.Any(c => c.Type.StartsWith("channel.", StringComparison.Ordinal) || c.Type is "delivery.created" or "job.created" or "job.updated"))
        {
            await LoadAsync();
        }
    }
}
