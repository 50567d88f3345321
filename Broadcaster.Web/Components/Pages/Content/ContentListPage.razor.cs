using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>All pieces, by state; filters, order and page are in the address.</summary>
public sealed partial class ContentListPage(ContentQueries contents, Authors writers, ChannelQueries channelQueries) : PageBase
{
    private const int PageSize = 50;
    private const int MostTags = 200;

    private static readonly (string Value, string Text)[] Orders =
        [("-createdAt", "Newest first"), ("createdAt", "Oldest first"), ("title", "Title"), ("scheduledAt", "Going out next"), ("-publishedAt", "Last published")];

    // While many pieces change at once (an import, a thousand going out) the list follows no faster than this.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private Page<ContentSummary>? list;
    private IReadOnlyDictionary<ContentState, int>? counts;
    private IReadOnlyDictionary<Guid, ChannelName> channels = new Dictionary<Guid, ChannelName>();
    private IReadOnlyList<Author> authors = [];
    private IReadOnlyList<string> tags = [];
    private ContentState? state;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    public Guid? ChannelId { get; set; }

    [SupplyParameterFromQuery(Name = "author")]
    public Guid? AuthorId { get; set; }

    [SupplyParameterFromQuery(Name = "tag")]
    public string? TagName { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private bool IsFiltered => Search is not null || ChannelId is not null || AuthorId is not null || TagName is not null;

    private ContentFilter Filter => new()
    {
        States = state is { } one ? [one] : [],
        Search = Search,
        Tag = TagName,
        ChannelId = ChannelId,
        AuthorId = AuthorId,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (!AddressChanged())
        {
            return;
        }

        state = SnakeCase.TryParse<ContentState>(State, out var asked) ? asked : null;
        await ReadAsync();
        await ReadPickersAsync();
    }

    private async Task ReadAsync()
    {
        list = await contents.ListAsync(Caller, Filter, new PageRequest(PageNumber ?? 1, PageSize, Sort), Gone);
        counts = await contents.CountByStateAsync(Caller, Filter, Gone);
    }

    // What can be chosen from changes seldom, and is not read again each time that a piece changes.
    private async Task ReadPickersAsync()
    {
        channels = (await channelQueries.NamesAsync(Caller, Gone)).ToDictionary(c => c.Id);
        authors = await writers.OfContentsAsync(Caller, Gone);
        tags = await contents.SuggestTagsAsync(Caller, "", MostTags, Gone);
        tags = TagName is { } chosen && !tags.Contains(chosen, StringComparer.OrdinalIgnoreCase) ? [chosen, .. tags] : tags;
    }

    private static string When(ContentSummary piece) => piece.State switch
    {
        ContentState.Scheduled when piece.ScheduledAt is not null => "Goes out",
        ContentState.Published or ContentState.PartiallyPublished when piece.PublishedAt is not null => "Went out",
        ContentState.InReview when piece.SubmittedAt is not null => "Submitted",
        _ => "Changed",
    };

    private static DateTimeOffset TimeOf(ContentSummary piece) => piece.State switch
    {
        ContentState.Scheduled => piece.ScheduledAt,
        ContentState.Published or ContentState.PartiallyPublished => piece.PublishedAt,
        ContentState.InReview => piece.SubmittedAt,
        _ => null,
    } ?? piece.UpdatedAt;
}
