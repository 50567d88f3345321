using Radzen;

namespace Broadcaster.Web.Components.Shared;

/// <summary>Asks before what cannot be undone. For everything else: do it and offer Undo.</summary>
public sealed class Confirmations(DialogService dialogs)
{
    /// <param name="verb">The button, e.g. "Delete channel".</param>
    /// <param name="otherwise">The button that leaves everything as it is.</param>
    public async Task<bool> AskAsync(string title, string text, string verb, bool dangerous = true, string otherwise = "Keep it")
    {
        var answer = await dialogs.OpenAsync<ConfirmDialog>(
            title,
            new Dictionary<string, object?>
            {
                [nameof(ConfirmDialog.Text)] = text,
                [nameof(ConfirmDialog.Verb)] = verb,
                [nameof(ConfirmDialog.Dangerous)] = dangerous,
                [nameof(ConfirmDialog.Otherwise)] = otherwise,
            },
            new DialogOptions { Width = "440px", CloseDialogOnEsc = true, AutoFocusFirstElement = true });
        return answer is true;
    }
}
