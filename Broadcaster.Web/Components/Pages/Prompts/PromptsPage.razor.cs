using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Planning.Prompts;

namespace Broadcaster.Web.Components.Pages.Prompts;

/// <summary>All prompts, and which of them the workspace has changed.</summary>
public sealed partial class PromptsPage(PromptQueries queries)
{
    private IReadOnlyList<PromptView>? prompts;

    protected override async Task OnInitializedAsync() => prompts = await queries.ListAsync(Caller, Gone);

    private async Task HearAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (changes.Count > 0)
        {
            prompts = await queries.ListAsync(Caller, Gone);
        }
    }
}
