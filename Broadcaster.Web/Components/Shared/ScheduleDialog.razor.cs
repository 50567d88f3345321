using System.Globalization;
using Broadcaster.Core.Authoring.Approvals;
using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Planning.Plans;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Previews;
using Broadcaster.Core.Publishing.Scheduling;
using Broadcaster.Web.Tenancy;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Broadcaster.Web.Components.Shared;

/// <summary>Asks when and where a piece goes out, and schedules, publishes or approves it. Closes with a sentence, or null when cancelled.</summary>
public sealed partial class ScheduleDialog(
    ChannelQueries channelQueries,
    ValidateContent validate,
    ScheduleContent schedule,
    PublishContent publish,
    ApproveContent approve,
    DialogService dialogs,
    TimeProvider clock)
{
    private readonly HashSet<Guid> chosen = [];
    private IReadOnlyList<ChannelView> channels = [];
    private IReadOnlyList<ChannelCheck> checks = [];
    private IReadOnlyList<DateTimeOffset> twice = [];
    private Result<ScheduleTime> resolved;
    private Error? refusal;
    private DateTime? gap;
    private MisfirePolicy? misfire;
    private string date = "", time = "", zone = "";
    private string? occurrence, timeError;
    private bool now, dryRun, busy;

    [Parameter, EditorRequired]
    public required CurrentWorkspace Workspace { get; set; }

    [Parameter, EditorRequired]
    public Guid ContentId { get; set; }

    /// <summary>Chosen at first: the channels that the piece is meant for.</summary>
    [Parameter]
    public IReadOnlyList<Guid> ChannelIds { get; set; } = [];

    [Parameter]
    public ScheduleGoal Goal { get; set; }

    /// <summary>Begins with "Now".</summary>
    [Parameter]
    public bool Now { get; set; }

    /// <summary>The time that its plan was made for: offered first while it is to come.</summary>
    [Parameter]
    public DateTimeOffset? Slot { get; set; }

    /// <summary>For an approval: what the reviewer says, and what they looked at.</summary>
    [Parameter]
    public ApproveRequest? Approval { get; set; }

    private DialogService Dialogs => dialogs;

    private IReadOnlyList<string> ChosenNames => [.. channels.Where(c => chosen.Contains(c.Id)).Select(c => c.Name)];

    private bool CanConfirm => !busy && chosen.Count > 0 && (now || resolved.Ok) && checks.Where(c => chosen.Contains(c.ChannelId)).All(c => c.Valid);

    private string Words => chosen.Count == 0 ? "Choose at least one channel."
        : now ? ScheduleWords.Now(ChosenNames, dryRun)
        : resolved.Ok ? ScheduleWords.At(resolved.Value.RunAt, zone, clock.GetUtcNow(), ChosenNames, dryRun)
        : "";

    private string Verb => (Goal, now, dryRun) switch
    {
        (ScheduleGoal.Approve, _, _) => "Approve and schedule",
        (_, true, true) => "Start the dry run",
        (_, true, false) => "Publish now",
        (_, false, true) => "Schedule the dry run",
        (_, false, false) => $"Schedule {Plural.Of(chosen.Count, "post")}",
    };

    private IEnumerable<string> RefusalLines => refusal!.Fields.Count > 0 ? refusal.Fields.SelectMany(f => f.Value).Distinct(StringComparer.Ordinal) : [refusal.Message];

    /// <summary>Opens it over the page; answers a sentence that says what was done, or null.</summary>
    public static async Task<string?> OpenAsync(
        DialogService dialogs, CurrentWorkspace workspace, ContentItem content, bool now = false, ApproveRequest? approval = null) =>
        await dialogs.OpenAsync<ScheduleDialog>(
            approval is not null ? "Approve and schedule" : now ? "Publish now" : "Schedule",
            new Dictionary<string, object?>
            {
                [nameof(Workspace)] = workspace,
                [nameof(ContentId)] = content.Id,
                [nameof(ChannelIds)] = content.Targets.ConvertAll(t => t.ChannelId),
                [nameof(Goal)] = approval is null ? ScheduleGoal.Schedule : ScheduleGoal.Approve,
                [nameof(Now)] = now,
                [nameof(Slot)] = PlanSlot.Of(content),
                [nameof(Approval)] = approval,
            },
            new DialogOptions { Width = "min(560px, calc(100vw - 24px))", CloseDialogOnOverlayClick = false, CloseDialogOnEsc = true, AutoFocusFirstElement = true }) as string;

    protected override async Task OnInitializedAsync()
    {
        now = Now && Goal == ScheduleGoal.Schedule;
        zone = Workspace.TimeZone;
        SetLocal(Slot > clock.GetUtcNow() ? TimeZoneInfo.ConvertTime(Slot.Value, Times.Zone(zone)).DateTime : ScheduleWords.NextFullHour(clock.GetUtcNow(), zone));
        channels = await channelQueries.AllAsync(Workspace.Caller, CancellationToken.None);
        chosen.UnionWith(ChannelIds.Where(id => channels.Any(c => c.Id == id)));
        await CheckAsync();
    }

    private async Task ToggleAsync(Guid channelId)
    {
        if (!chosen.Remove(channelId))
        {
            chosen.Add(channelId);
        }

        refusal = null;
        await CheckAsync();
    }

    private async Task CheckAsync()
    {
        var result = chosen.Count == 0 ? new List<ChannelCheck>() : await validate.ExecuteAsync(Workspace.Caller, ContentId, [.. chosen], CancellationToken.None);
        checks = result.Ok ? result.Value : [];
        refusal = result.Error ?? refusal;
    }

    private void SetNow(bool value) => now = value;

    private void SetDryRun(bool value) => dryRun = value;

    private void SetTime(ref string field, ChangeEventArgs e)
    {
        field = e.Value as string ?? "";
        occurrence = null;
        Resolve();
    }

    private void SetZone(string value)
    {
        zone = value;
        occurrence = null;
        Resolve();
    }

    private void SetOccurrence(string value)
    {
        occurrence = value;
        Resolve();
    }

    private void SetMisfire(ChangeEventArgs e) => misfire = Enum.TryParse<MisfirePolicy>(e.Value as string, out var policy) ? policy : null;

    private void Use(DateTime local) => SetLocal(local);

    private void SetLocal(DateTime local)
    {
        date = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        time = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        occurrence = null;
        Resolve();
    }

    // By the engine's own rule; here it is only put into words with a choice.
    private void Resolve()
    {
        refusal = null;
        (gap, timeError) = (null, null);
        resolved = ScheduleTime.Resolve(Request(), Workspace.TimeZone, clock.GetUtcNow());
        var there = DateTime.TryParseExact($"{date} {time[..Math.Min(5, time.Length)]}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        var known = Times.Zone(zone);
        twice = there && known.IsAmbiguousTime(local) ? [.. known.GetAmbiguousTimeOffsets(local).Select(o => new DateTimeOffset(local, o)).OrderBy(i => i.UtcDateTime)] : [];
        if (resolved.Ok)
        {
            return;
        }

        switch (resolved.Error.Code)
        {
            case "schedule.time_does_not_exist":
                for (gap = local; known.IsInvalidTime(gap.Value);)
                {
                    gap = gap.Value.AddMinutes(1);
                }

                break;
            case "schedule.ambiguous_time":
                break;
            case "schedule.in_past":
                timeError = "This time is over. Choose a later one, or “Now”.";
                break;
            default:
                timeError = there ? resolved.Error.Message : "Enter a date and a time.";
                break;
        }
    }

    private ScheduleRequest Request() => new()
    {
        ChannelIds = [.. chosen],
        LocalTime = $"{date}T{time}",
        TimeZone = zone,
        Occurrence = occurrence,
        DryRun = dryRun,
        Misfire = misfire,
    };

    private async Task ConfirmAsync()
    {
        busy = true;
        try
        {
            var words = Done();
            var result = (Goal, now) switch
            {
                (ScheduleGoal.Approve, _) => await approve.ExecuteAsync(Workspace.Caller, ContentId, (Approval ?? new ApproveRequest()) with { Schedule = Request() }, CancellationToken.None),
                (_, true) => await publish.ExecuteAsync(Workspace.Caller, ContentId, [.. chosen], dryRun, CancellationToken.None),
                (_, false) => await schedule.ExecuteAsync(Workspace.Caller, ContentId, Request(), CancellationToken.None),
            };
            refusal = result.Error;
            if (result.Ok)
            {
                dialogs.Close(words);
            }
        }
        finally
        {
            busy = false;
        }
    }

    private string Done() => now
        ? dryRun ? "The dry run has begun." : $"On its way to {ScheduleWords.Listed(ChosenNames)}."
        : Goal == ScheduleGoal.Approve ? "Approved and scheduled." : dryRun ? "The dry run is scheduled." : $"Scheduled for {ScheduleWords.Listed(ChosenNames)}.";

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}
