using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Deliveries;

/// <summary>Everything that went out, with its link.</summary>
public sealed partial class DeliveriesPage(DeliveryQueries deliveries, ChannelQueries channelQueries, TimeProvider clock) : PageBase
{
    private const int PageSize = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(700);

    private Page<DeliveryView>? list;
    private IReadOnlyList<ChannelName> channels = [];

    [SupplyParameterFromQuery(Name = "channel")]
    public Guid? ChannelId { get; set; }

    [SupplyParameterFromQuery(Name = "since")]
    public string? Since { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private bool IsFiltered => ChannelId is not null || Since is not null;

    private DateTimeOffset? From => Since switch
    {
        "24h" => clock.GetUtcNow().AddHours(-24),
        "7d" => clock.GetUtcNow().AddDays(-7),
        "30d" => clock.GetUtcNow().AddDays(-30),
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (AddressChanged())
        {
            channels = await channelQueries.NamesAsync(Caller, Gone);
            await LoadAsync();
        }
    }

    private async Task LoadAsync() =>
        list = await deliveries.ListAsync(Caller, new DeliveryFilter(ChannelId, From: From), new PageRequest(PageNumber ?? 1, PageSize), Gone);
}
