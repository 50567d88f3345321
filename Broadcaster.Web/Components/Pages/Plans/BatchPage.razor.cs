using System.Globalization;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Planning.Batches;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Plans;

/// <summary>Proposes a day, a week or a month on a calendar, and makes the plans once somebody agrees.</summary>
public sealed partial class BatchPage(PlanBatch planBatch, ChannelQueries channelQueries, TimeProvider clock) : PageBase
{
    private readonly BatchForm form = new();
    private IReadOnlyList<ChannelView> channels = [];
    private (string Form, BatchRequest Request, BatchResult Result)? proposed;
    private Error? error;
    private bool busy, autoProcess;

    /// <summary>What is proposed is what is made: a form that says something else by now wants another proposal.</summary>
    private BatchResult? Proposal => proposed is { } made && made.Form == form.Text() ? made.Result : null;

    /// <summary>Every day of the proposal, Monday in the first column; days without a slot too, so that weeks stand under each other.</summary>
    private IEnumerable<CalendarDay> Days
    {
        get
        {
            var slots = Proposal!.Plans.ToLookup(p => DateOnly.FromDateTime(p.LocalTime));
            var (first, last) = (slots.Min(s => s.Key), slots.Max(s => s.Key));
            for (var day = first; day <= last; day = day.AddDays(1))
            {
                yield return new CalendarDay(day, [.. slots[day]], day == first ? (((int)day.DayOfWeek + 6) % 7) + 1 : null);
            }
        }
    }

    protected override async Task OnInitializedAsync()
    {
        channels = await channelQueries.AllAsync(Caller, Gone);
        var zone = Times.Zone(Workspace.TimeZone);
        form.Start = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private string? ErrorOf(string field) => error?.At(field);

    private string? Connector(Guid channelId) => channels.FirstOrDefault(c => c.Id == channelId)?.Connector;

    private void SetStart(ChangeEventArgs e) => form.Start = e.Value as string ?? "";

    private void Toggle(Guid id)
    {
        if (!form.Channels.Remove(id))
        {
            form.Channels.Add(id);
        }
    }

    private async Task ProposeAsync()
    {
        busy = true;
        var (text, read) = (form.Text(), form.Read(dryRun: true));
        var result = read.Ok ? await planBatch.ExecuteAsync(Caller, read.Value, Gone) : read.Error;
        busy = false;
        error = result.Error;
        proposed = result.Ok ? (text, read.Value, result.Value) : null;
    }

    private async Task CreateAsync()
    {
        if (Proposal is null || proposed is not { } agreed)
        {
            return;
        }

        busy = true;
        var made = await planBatch.MakeAsync(Caller, agreed.Request with { AutoProcess = autoProcess }, agreed.Result, Gone);
        busy = false;
        error = made.Error;
        if (made.Ok)
        {
            Toasts.Done($"{Plural.Of(made.Value.Plans.Count, "plan")} made.");
            Navigation.NavigateTo(Urls.WithQuery(Urls.Plans(Slug), ("sort", "slotAt")));
        }
    }

    /// <param name="Column">Where its week begins, for the first day alone.</param>
    private sealed record CalendarDay(DateOnly Date, IReadOnlyList<BatchSlot> Slots, int? Column);
}
