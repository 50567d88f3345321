using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Lists;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>The saved versions of a piece, what each changed, and the way back to one.</summary>
public sealed partial class RevisionsPage(
    ContentQueries contents, RevisionQueries revisions, RestoreRevision restore, ChannelQueries channelQueries, Confirmations confirmations) : PageBase
{
    private Page<RevisionSummary>? list;
    private ContentDetail? detail;
    private RevisionDetail? chosen;
    private ContentDiff? diff;
    private IReadOnlyDictionary<Guid, string> channelNames = new Dictionary<Guid, string>();
    private int? shown;
    private bool missing;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "number")]
    public int? Number { get; set; }

    /// <summary>Null: the one before; "now": the piece as it is; "text": nothing, only its text.</summary>
    [SupplyParameterFromQuery(Name = "with")]
    public string? With { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private bool CanRestore => chosen is not null && detail is not null && detail.Moves.Contains(ContentWorkflow.Edit) && chosen.Revision.Hash != detail.Content.Hash;

    protected override async Task OnParametersSetAsync()
    {
        if (AddressChanged())
        {
            channelNames = (await channelQueries.NamesAsync(Caller, Gone)).ToDictionary(c => c.Id, c => c.Name);
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        detail = await contents.FindDetailAsync(Caller, Id, Gone);
        list = await revisions.ListAsync(Caller, Id, new PageRequest(PageNumber ?? 1, 30), Gone);
        missing = detail is null || list is null;
        if (missing)
        {
            return;
        }

        shown = Number ?? (list!.Items.Count > 0 ? list.Items[0].Number : null);
        chosen = shown is { } number ? await revisions.FindAsync(Caller, Id, number, Gone) : null;
        var before = chosen is null || With is "now" ? null : await revisions.FindAsync(Caller, Id, chosen.Revision.Number - 1, Gone);
        diff = chosen is null ? null
            : With is "now" ? ContentDiff.Between(chosen.Piece, ContentSnapshot.Of(detail!.Content))
            : before is null ? null : ContentDiff.Between(before.Piece, chosen.Piece);
    }

    private async Task ReloadAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (changes.Any(c => c.Type.StartsWith("content.", StringComparison.Ordinal)))
        {
            await ReadAsync();
        }
    }

    private async Task RestoreAsync()
    {
        if (chosen is null || detail is null)
        {
            return;
        }

        var result = await restore.ExecuteAsync(Caller, Id, chosen.Revision.Number, detail.Content.Version, confirm: false, Gone);
        if (result.Error is ConfirmationRequired confirmation
            && await confirmations.AskAsync("Restore this revision?", NextSteps.CostOfEditing(confirmation.State, detail.Content.Targets.Count), "Restore it"))
        {
            result = await restore.ExecuteAsync(Caller, Id, chosen.Revision.Number, detail.Content.Version, confirm: true, Gone);
        }
        else if (result.Error is ConfirmationRequired)
        {
            return;
        }

        if (Succeeded(result))
        {
            Toasts.Done($"The piece says again what revision {chosen.Revision.Number} said.");
            Navigation.NavigateTo(Urls.Content(Slug, Id));
        }
    }
}
