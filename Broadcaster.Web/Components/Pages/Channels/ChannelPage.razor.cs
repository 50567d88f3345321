using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Channels;

/// <summary>One channel: its settings and how it fares.</summary>
public sealed partial class ChannelPage(ChannelQueries queries, DeleteChannel deleteChannel, Confirmations confirmations) : PageBase
{
    private ChannelView? channel;

    // What the form was opened with: live changes of the channel's health must not touch what is being typed.
    private ChannelView? opened;
    private string? formKey;
    private bool missing;
    private bool busy;

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (AddressChanged())
        {
            await ReopenAsync();
        }
    }

    private async Task LoadAsync()
    {
        channel = await queries.GetAsync(Caller, Id, Gone);
        missing = channel is null;
    }

    private async Task ReopenAsync()
    {
        await LoadAsync();
        opened = channel;
        formKey = $"{Id}/{channel?.Version}";
    }

    private async Task SavedAsync(Guid id)
    {
        Toasts.Done("Saved.");
        await ReopenAsync();
    }

    private async Task RefreshAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (changes.Any(c => c.Id == Id) && !busy)
        {
            await LoadAsync();
        }
    }

    private async Task DeleteAsync()
    {
        if (channel is null || !await confirmations.AskAsync(
            $"Delete {channel.Name}?",
            "Nothing can be sent there any more and its secrets are erased. What went out stays out, and the record of it stays here.",
            "Delete channel"))
        {
            return;
        }

        busy = true;
        var deleted = await deleteChannel.ExecuteAsync(Caller, Id, CancellationToken.None);
        busy = false;
        if (Succeeded(deleted))
        {
            Toasts.Done($"{channel.Name} is deleted.");
            Navigation.NavigateTo(Urls.Channels(Slug));
        }
    }
}
