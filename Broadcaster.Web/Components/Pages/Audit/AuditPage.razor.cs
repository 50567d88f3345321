using System.Globalization;
using Broadcaster.Core.Foundation.Auditing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Audit;

/// <summary>Who did what to what. The filters are in the address.</summary>
public sealed partial class AuditPage(AuditQueries queries, AuditSubjects subjects, VerifyAuditTrail verify)
{
    private static readonly (string, string)[] Subjects =
    [
        ("content", "Content"), ("channel", "Channels"), ("job", "Jobs"), ("plan", "Plans"), ("prompt", "Prompts"), ("member", "Members"), ("invitation", "Invitations"),
        ("token", "API tokens"), ("media", "Media"), ("workspace", "Workspace and settings"), ("user", "Accounts"),
    ];

    private Page<AuditEntry>? entries;
    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();
    private (string, string)[] actions = [];
    private Error? refusal;
    private AuditVerification? verification;
    private bool verifying;

    [SupplyParameterFromQuery(Name = "actor")]
    public string? Actor { get; set; }

    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "subject")]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private bool IsFiltered => (Actor ?? Action ?? Subject ?? From ?? To) is not null;

    protected override async Task OnParametersSetAsync()
    {
        if (!AddressChanged())
        {
            return;
        }

        var filter = new AuditFilter(Actor, Action, Subject, StartOf(From, 0), StartOf(To, 1));
        var found = await queries.ListAsync(Caller, filter, new PageRequest(PageNumber ?? 1), Gone);
        refusal = found.Error;
        if (found.Ok)
        {
            names = await subjects.NamesAsync(Caller, found.Value.Items, Gone);
        }

        entries = found.Ok ? found.Value : null;
        if (found.Ok && actions.Length == 0)
        {
            actions = [.. (await queries.ActionsAsync(Caller, Gone)).Select(action => (action, AuditWords.Of(action)))];
        }
    }

    // Days are those of the workspace's time zone; the last one is included.
    private DateTimeOffset? StartOf(string? day, int daysLater)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date >= DateOnly.MaxValue.AddDays(-2) || date.Year < 2000)
        {
            return null;
        }

        var start = date.AddDays(daysLater).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(start, Times.Zone(Workspace.TimeZone).GetUtcOffset(start));
    }

    private void Filter(string name, ChangeEventArgs change) => Navigation.NavigateTo(Navigation.Filtered((name, change.Value as string)));

    private async Task VerifyAsync()
    {
        verifying = true;
        var found = await verify.ExecuteAsync(Caller, Gone);
        verifying = false;
        verification = Succeeded(found) ? found.Value : null;
    }
}
