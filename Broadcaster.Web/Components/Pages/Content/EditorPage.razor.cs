using Broadcaster.Core.Authoring.Content;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Authoring.Content.Workflow;
using Broadcaster.Core.Authoring.Media;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Live;
using Broadcaster.Core.Foundation.Settings;
using Broadcaster.Core.Publishing.Channels;
using Broadcaster.Core.Publishing.Jobs;
using Broadcaster.Core.Publishing.Jobs.Queries;
using Broadcaster.Core.Publishing.Previews;
using Broadcaster.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Radzen;

namespace Broadcaster.Web.Components.Pages.Content;

/// <summary>Where a piece is written: text, preview for each channel, and what comes next. All typing goes through <see cref="EditorSession"/>.</summary>
public sealed partial class EditorPage(
    EditorSession session,
    EditorMoves moves,
    ChannelQueries channelQueries,
    ValidateContent validate,
    PreviewContent previews,
    JobQueries jobQueries,
    MediaQueries media,
    PresenceBoard presence,
    DialogService dialogs,
    Confirmations confirmations,
    IJSRuntime js) : PageBase, IAsyncDisposable
{
    private static readonly (string Id, string Text)[] Panes = [("write", "Write"), ("preview", "Preview"), ("details", "Next step")];

    private ElementReference root;
    private IJSObjectReference? module, typing;
    private DotNetObjectReference<EditorPage>? self;
    private IDisposable? visit;
    private IReadOnlyList<ChannelView> channels = [];
    private IReadOnlyList<ChannelCheck> checks = [];
    private IReadOnlyList<JobView> jobs = [];
    private IReadOnlyList<string> others = [];
    private IReadOnlyDictionary<Guid, string> channelNames = new Dictionary<Guid, string>();
    private ContentPreview? preview;
    private MediaFile? picture;
    private NextSteps steps = new(null, [], "");
    private ApprovalMode mode;
    private Task changing = Task.CompletedTask;
    private Guid? opened, activeChannel;
    private string pane = "write";
    private bool ready, missing, busy, asked, starting, stopped;

    [Parameter]
    public Guid Id { get; set; }

    private ContentItem Saved => session.Saved;

    private IReadOnlyList<ChannelView> Chosen => [.. channels.Where(c => session.Typed.ChannelIds?.Contains(c.Id) == true)];

    private int ProblemCount => checks.Sum(c => c.Problems.Count);

    private int QueuedJobs => jobs.Count(j => !j.DryRun && j.Status is JobStatus.Queued or JobStatus.RetryScheduled);

    private ContentSnapshot TypedWithSlug
    {
        get
        {
            var typed = session.Typed.AsTyped();
            return typed.Slug.Length == 0 ? typed with { Slug = Saved.Slug } : typed;
        }
    }

    // Only for a live page: nobody types into the server's first paint, and its fields would be put in place a second time.
    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || opened == Id)
        {
            return;
        }

        // Before anything is waited for: the frame hands the parameters over again meanwhile, and what is closed twice fails.
        (opened, ready, missing, asked) = (Id, false, false, false);
        await CloseAsync();
        if (!await session.OpenAsync(Caller, Id, Gone))
        {
            missing = true;
            return;
        }

        mode = await moves.ApprovalModeAsync(Caller, Gone);
        await ReadChannelsAsync();
        activeChannel = Chosen.FirstOrDefault()?.Id;
        visit = presence.Join(Caller, Id);
        await ReadAroundAsync();
        await ShowAsync();
        ready = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Every render ends here, also those that happen while the script is still on its way.
        if (!ready || typing is not null || starting || stopped)
        {
            return;
        }

        starting = true;
        var piece = Id;
        self ??= DotNetObjectReference.Create(this);
        try
        {
            module ??= await js.InvokeAsync<IJSObjectReference>("import", Gone, "./Components/Pages/Content/EditorPage.razor.js");
            typing = await module.InvokeAsync<IJSObjectReference>("start", Gone, root, self, new
            {
                Key = $"broadcaster.typed.{piece}.{Caller.MemberId}",
                Version = session.BaseVersion,
                SavedAt = Saved.UpdatedAt,
                ReadOnly = !session.CanEdit,
                Values = session.Values(),
            });
            if (opened != piece || stopped)
            {
                // Another piece, or none, was asked for while the script was on its way.
                await StopTypingAsync();
                StateHasChanged();
                return;
            }

            if (Saved.Title == NewContentPage.FirstTitle && session.CanEdit)
            {
                await typing.InvokeVoidAsync("selectTitle", Gone);
            }

            if (session.Theirs is not null)
            {
                await CompareAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page went before its script had started; what it had typed is with the browser.
        }
        finally
        {
            starting = false;
        }
    }

    /// <summary>The browser sends what was typed up to a pause.</summary>
    [JSInvokable]
    public async Task<TypingAnswer> TypeAsync(Dictionary<string, string> fields, int? version)
    {
        var result = await session.TypeAsync(fields, version, Gone);
        await AfterTypingAsync(result);
        return TypingAnswer.Of(result, session);
    }

    [JSInvokable]
    public Task SaveByKeyAsync() => InvokeAsync(SaveAsync);

    [JSInvokable]
    public Task NextByKeyAsync() => InvokeAsync(() => steps.Primary is { } step ? StepAsync(step) : SaveAsync());

    public async ValueTask DisposeAsync()
    {
        stopped = true;
        await CloseAsync();
        try
        {
            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its modules with it.
        }

        self?.Dispose();
        session.Dispose();
        Dispose();
    }

    private async Task CloseAsync()
    {
        visit?.Dispose();
        visit = null;
        await StopTypingAsync();
    }

    private async Task StopTypingAsync()
    {
        var script = typing;
        typing = null;
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("stop", CancellationToken.None);
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone; it kept what it had not sent.
        }
    }

    // --- Typing ------------------------------------------------------------------------------------------------------

    private async Task AfterTypingAsync(Result<Autosaved> result)
    {
        await InvokeAsync(async () =>
        {
            StateHasChanged();
            await ShowAsync();
            StateHasChanged();
        });

        if (result is { Ok: true, Value.Reason: null, Value.Content: null } && ContentWorkflow.EditTakesConfirmation(Saved.State) && !asked)
        {
            asked = true;
            _ = InvokeAsync(AskToSaveAsync);
        }
        else if (result is { Ok: true, Value.Reason: StaleVersion } && !session.Merging && !asked)
        {
            asked = true;
            _ = InvokeAsync(CompareAsync);
        }
    }

    // Kept, so that a step waits for a choice that is still on its way into the piece.
    private Task ChangeAsync(Func<ContentInput, ContentInput> change) => changing = Task.WhenAll(changing, ChangeNowAsync(change));

    private async Task ChangeNowAsync(Func<ContentInput, ContentInput> change)
    {
        await FlushAsync();
        var result = await session.ChangeAsync(change, Gone);
        if (Succeeded(result))
        {
            if (activeChannel is null || Chosen.All(c => c.Id != activeChannel))
            {
                activeChannel = Chosen.FirstOrDefault()?.Id;
            }

            await AfterTypingAsync(result);
        }
    }

    private async Task<bool> FlushAsync() => typing is null || await typing.InvokeAsync<bool>("flush", Gone);

    private async Task BeforeLeavingAsync(LocationChangingContext context)
    {
        try
        {
            await FlushAsync();
        }
        catch (JSException)
        {
            // It stays in this browser and is put back when the piece is opened again.
        }
    }

    private async Task SaveAsync()
    {
        await FlushAsync();
        var result = await session.SaveAsync(confirm: false, overTheirs: false, Gone);
        if (result.Error is ConfirmationRequired)
        {
            await AskToSaveAsync();
            return;
        }

        await AfterSaveAsync(result);
    }

    private async Task AskToSaveAsync()
    {
        if (await confirmations.AskAsync("Change this piece?", NextSteps.CostOfEditing(Saved.State, QueuedJobs), "Change it", dangerous: Saved.State == ContentState.Scheduled))
        {
            await FlushAsync();
            await AfterSaveAsync(await session.SaveAsync(confirm: true, overTheirs: false, Gone));
        }

        StateHasChanged();
    }

    private async Task AfterSaveAsync(Result<ContentItem> result)
    {
        if (result.Error is StaleVersion)
        {
            await CompareAsync();
        }
        else if (Succeeded(result))
        {
            asked = false;
            await FieldsFollowAsync();
            if (typing is not null)
            {
                await typing.InvokeVoidAsync("saved", Gone, session.BaseVersion);
            }
        }

        await ReadAroundAsync();
        await ShowAsync();
        StateHasChanged();
    }

    private async Task DiscardAsync()
    {
        await session.TakeSavedAsync(Gone);
        await ReplaceTextAsync();
        asked = false;
        await ReadAroundAsync();
        await ShowAsync();
    }

    private async Task CompareAsync()
    {
        if (session.Theirs is not { } theirs)
        {
            return;
        }

        var choice = await dialogs.OpenAsync<StaleDialog>(
            "Somebody saved this piece while you wrote",
            new Dictionary<string, object?>
            {
                [nameof(StaleDialog.Theirs)] = theirs,
                [nameof(StaleDialog.Mine)] = TypedWithSlug,
                [nameof(StaleDialog.Who)] = session.Detail.Names.Of(Saved.UpdatedBy) ?? "Broadcaster",
                [nameof(StaleDialog.Channels)] = channelNames,
            },
            new DialogOptions { Width = "min(860px, calc(100vw - 24px))", CloseDialogOnOverlayClick = false, AutoFocusFirstElement = true });
        switch (choice)
        {
            case StaleChoice.Mine:
                await FlushAsync();
                await SaveOverAsync();
                break;
            case StaleChoice.Theirs:
                await DiscardAsync();
                break;
            case StaleChoice.Merge:
                session.Merging = true;
                pane = "write";
                break;
        }

        StateHasChanged();
    }

    private async Task SaveMergedAsync()
    {
        await FlushAsync();
        await SaveOverAsync();
    }

    private async Task SaveOverAsync()
    {
        var result = await session.SaveAsync(confirm: false, overTheirs: true, Gone);
        if (result.Error is ConfirmationRequired
            && await confirmations.AskAsync("Change this piece?", NextSteps.CostOfEditing(Saved.State, QueuedJobs), "Change it"))
        {
            result = await session.SaveAsync(confirm: true, overTheirs: true, Gone);
        }

        await AfterSaveAsync(result);
    }

    // The slug follows the title until somebody chooses it, so the server may have made another.
    private async Task FieldsFollowAsync()
    {
        if (typing is not null)
        {
            await typing.InvokeAsync<bool>("set", Gone, new Dictionary<string, string> { [EditorFields.Slug] = Saved.Slug }, session.BaseVersion);
        }
    }

    private async Task ReplaceTextAsync()
    {
        if (typing is not null)
        {
            await typing.InvokeVoidAsync("replace", Gone, session.Values(), session.BaseVersion);
        }
    }

    // --- Pictures ----------------------------------------------------------------------------------------------------

    private async Task InsertPictureAsync(IBrowserFile file)
    {
        var result = await moves.UploadAsync(Caller, file, Gone);
        if (Succeeded(result) && typing is not null)
        {
            var name = Path.GetFileNameWithoutExtension(result.Value.FileName);
            await typing.InvokeVoidAsync("insert", Gone, $"![{result.Value.AltText ?? name}]({Urls.Picture(Slug, result.Value.Id)})");
        }
    }

    private async Task ChangePictureAsync(IBrowserFile? file)
    {
        if (file is null)
        {
            await ChangeAsync(p => p with { FeaturedMediaId = null });
        }
        else if (await moves.UploadAsync(Caller, file, Gone) is var result && Succeeded(result))
        {
            await ChangeAsync(p => p with { FeaturedMediaId = result.Value.Id });
        }
    }

    private async Task DescribePictureAsync(string text)
    {
        if (session.Typed.FeaturedMediaId is { } id && Succeeded(await moves.DescribeAsync(Caller, id, text, Gone)))
        {
            await ShowAsync();
        }
    }

    // --- What comes next ----------------------------------------------------------------------------------------------

    private async Task StepAsync(Step step)
    {
        if (busy)
        {
            return;
        }

        busy = true;
        try
        {
            await changing;
            if (!await FlushAsync())
            {
                Toasts.Problem("The server cannot be reached, so the latest typing is not there yet. It is kept in this browser; try again in a moment.");
                return;
            }

            if (session.Beside is not null && step.Move is ContentWorkflow.Submit or ContentWorkflow.Schedule or ContentWorkflow.Publish)
            {
                var saved = await session.SaveAsync(confirm: false, overTheirs: false, Gone);
                if (!saved.Ok)
                {
                    if (saved.Error is ConfirmationRequired)
                    {
                        await AskToSaveAsync();
                    }
                    else
                    {
                        await AfterSaveAsync(saved);
                    }

                    return;
                }
            }

            await TakeStepAsync(step);
        }
        finally
        {
            busy = false;
            StateHasChanged();
        }
    }

    private async Task TakeStepAsync(Step step)
    {
        switch (step.Move)
        {
            case ContentWorkflow.Approve or ContentWorkflow.Reject:
                Navigation.NavigateTo(Urls.Review(Slug, Id));
                return;
            case ContentWorkflow.Schedule or ContentWorkflow.Publish:
                if (await ScheduleDialog.OpenAsync(dialogs, Workspace, Saved, now: step.Move == ContentWorkflow.Publish) is { } words)
                {
                    Toasts.Done(words);
                }

                break;
            case ContentWorkflow.Revise:
                if (await moves.ReviseAsync(Caller, Id, Gone) is var revision && Succeeded(revision))
                {
                    Navigation.NavigateTo(Urls.Content(Slug, revision.Value.Id));
                }

                return;
            default:
                Succeeded(await moves.TakeAsync(Caller, Id, step.Move, Gone));
                break;
        }

        await RefreshAsync();
    }

    private async Task ArchiveAsync()
    {
        if (await confirmations.AskAsync("Archive this piece?", "It does not come back from there; you can only begin a new piece from it. What went out stays out.", "Archive piece")
            && Succeeded(await moves.TakeAsync(Caller, Id, ContentWorkflow.Archive, Gone)))
        {
            Toasts.Done("Archived.");
            await RefreshAsync();
        }
    }

    private async Task RemoveAsync()
    {
        if (await confirmations.AskAsync("Delete this piece?", $"“{Saved.Title}” and its revisions are gone for good.", "Delete piece")
            && Succeeded(await moves.DeleteAsync(Caller, Id, Gone)))
        {
            await CloseAsync();
            stopped = true;
            Navigation.NavigateTo(Urls.Contents(Slug));
        }
    }

    // --- What is shown around the text -----------------------------------------------------------------------------------

    private async Task HearAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (!ready || stopped)
        {
            return;
        }

        var progress = changes.Where(c => c.Progress is not null).ToDictionary(c => c.Id, c => c.Progress!);
        jobs = [.. jobs.Select(j => progress.TryGetValue(j.Id, out var at) ? j with { Progress = at.Percent, CurrentStep = at.Step } : j)];
        if (changes.Count == 0 || changes.Any(c => c.Type.StartsWith("presence.", StringComparison.Ordinal)))
        {
            others = presence.Others(Caller, Id);
        }

        if (changes.Any(c => c.Type is "content.deleted"))
        {
            missing = true;
        }
        else if (changes.Any(c => c.Type is not ("job.progress" or "presence.updated")))
        {
            await RefreshAsync();
        }

        StateHasChanged();
    }

    private async Task HearChannelsAsync(IReadOnlyList<LiveEvent> changes)
    {
        if (ready && changes.Count > 0)
        {
            await ReadChannelsAsync();
            await ShowAsync();
        }
    }

    private async Task RefreshAsync()
    {
        var before = session.BaseVersion;
        await session.RefreshAsync(async values => typing is not null && await typing.InvokeAsync<bool>("set", Gone, values, before + 1), Gone);
        await ReadAroundAsync();
        await ShowAsync();
        StateHasChanged();
    }

    private async Task ReadChannelsAsync()
    {
        channels = await channelQueries.AllAsync(Caller, Gone);
        channelNames = channels.ToDictionary(c => c.Id, c => c.Name);
    }

    private async Task ReadAroundAsync()
    {
        jobs = (await jobQueries.ListAsync(Caller, new JobFilter(ContentId: Id), new PageRequest(1, 20, "-createdAt"), Gone)).Items;
        others = presence.Others(Caller, Id);
    }

    private async Task ActivateAsync(Guid channelId)
    {
        activeChannel = channelId;
        await ShowAsync();
    }

    // Renders what is typed, as each chosen channel would get it: the counters, the problems, and the open preview.
    private async Task ShowAsync()
    {
        steps = NextSteps.Of(session.Detail, mode, Caller);
        var typed = TypedWithSlug;
        if (picture?.Id != typed.FeaturedMediaId)
        {
            picture = typed.FeaturedMediaId is { } mediaId ? await media.FindAsync(Caller, mediaId, Gone) : null;
        }

        checks = await validate.CheckAsync(Caller, Id, typed, [.. Chosen.Select(c => c.Id)], Gone);
        if (activeChannel is { } active)
        {
            var rendered = await previews.RenderAsync(Caller, Id, typed, active, Gone);
            preview = rendered.Ok && activeChannel == active ? rendered.Value : null;
        }
        else
        {
            preview = null;
        }
    }
}
