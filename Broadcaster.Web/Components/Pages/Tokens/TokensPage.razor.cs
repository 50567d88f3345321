using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Broadcaster.Web.Components.Pages.Tokens;

/// <summary>API tokens: one's own, and everybody's for who manages members.</summary>
public sealed partial class TokensPage(TokenQueries queries, RevokeToken revokeToken, DialogService dialogs, Confirmations confirmations, TimeProvider clock)
{
    private Page<TokenView>? tokens;

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private TimeProvider Clock => clock;

    protected override Task OnParametersSetAsync() => AddressChanged() ? ReloadAsync() : Task.CompletedTask;

    private async Task ReloadAsync() => tokens = await queries.ListAsync(Caller, new PageRequest(PageNumber ?? 1), Gone);

    private async Task CreateAsync()
    {
        await dialogs.OpenAsync<NewTokenDialog>(
            "New API token",
            new Dictionary<string, object?> { [nameof(NewTokenDialog.Caller)] = Caller },
            new DialogOptions { Width = "480px", CloseDialogOnEsc = true, AutoFocusFirstElement = true });
        await ReloadAsync();
    }

    private async Task RevokeAsync(TokenView token)
    {
        var sure = await confirmations.AskAsync($"Revoke {token.Name}?", "Programs that use it are refused from now on. This cannot be undone.", "Revoke token");
        if (sure && Succeeded(await revokeToken.ExecuteAsync(Caller, token.Id, Gone)))
        {
            Toasts.Done($"{token.Name} does not work any more.");
            await ReloadAsync();
        }
    }
}
