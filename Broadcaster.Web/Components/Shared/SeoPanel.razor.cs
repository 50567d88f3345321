using Broadcaster.Core.Authoring.Seo;
using Microsoft.AspNetCore.Components;

namespace Broadcaster.Web.Components.Shared;

/// <summary>
/// The score beside an editor. Hand it what is typed: it measures at once when it appears, and after each pause in typing.
/// </summary>
public sealed partial class SeoPanel(SeoScorer scorer, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private SeoInput? measured;
    private CancellationTokenSource? pause;

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>Markdown.</summary>
    [Parameter, EditorRequired] public string Body { get; set; } = "";

    [Parameter] public string? Summary { get; set; }

    [Parameter] public string? Slug { get; set; }

    /// <summary>The first is the main one.</summary>
    [Parameter] public IReadOnlyList<string> Keywords { get; set; } = [];

    /// <summary>Where it is set, the panel has a field to type keywords into.</summary>
    [Parameter] public EventCallback<IReadOnlyList<string>> KeywordsChanged { get; set; }

    /// <summary>Hashtags that a channel adds.</summary>
    [Parameter] public IReadOnlyList<string> Tags { get; set; } = [];

    [Parameter] public string? Language { get; set; }

    private SeoScore Score { get; set; } = new(0, SeoForm.Long, "und", []);

    private bool Waiting { get; set; }

    private List<SeoCheck> Failed { get; set; } = [];

    private List<SeoCheck> Passed { get; set; } = [];

    private List<SeoCheck> NotCounted { get; set; } = [];

    private string HeadingId { get; } = $"seo-{Guid.NewGuid():N}";

    public void Dispose()
    {
        pause?.Cancel();
        pause?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var typed = Typed();
        if (measured is not null && Same(measured, typed))
        {
            return;
        }

        if (measured is null)
        {
            Take(typed, scorer.Score(typed));
        }
        else
        {
            await MeasureAfterPauseAsync();
        }
    }

    private async Task MeasureAfterPauseAsync()
    {
        Waiting = true;
        var mine = Restart();
        try
        {
            await Task.Delay(Pause, clock, mine);

            // What is measured is what stands there now, not what stood there when the pause began.
            var input = Typed();
            var score = await Task.Run(() => scorer.Score(input), mine);
            mine.ThrowIfCancellationRequested();
            Take(input, score);
        }
        catch (OperationCanceledException)
        {
            // More was typed meanwhile, or the panel is gone: a later call measures then.
        }
    }

    private CancellationToken Restart()
    {
        pause?.Cancel();
        pause?.Dispose();
        pause = new CancellationTokenSource();
        return pause.Token;
    }

    private Task TypedAsync(ChangeEventArgs change) => KeywordsChanged.InvokeAsync(
        [.. (change.Value?.ToString() ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).Take(ScoreText.MostKeywords)]);

    private SeoInput Typed() => new()
    {
        Title = Title,
        Body = Body,
        Summary = Summary,
        Slug = Slug,
        Keywords = [.. Keywords],
        Tags = [.. Tags],
        Language = Language,
    };

    private void Take(SeoInput input, SeoScore score)
    {
        measured = input;
        Waiting = false;
        Score = score;
        Failed = [.. score.Failed];
        Passed = [.. score.Checks.Where(c => c is { Passed: true, Counted: true }).OrderByDescending(c => c.Weight)];
        NotCounted = [.. score.Checks.Where(c => !c.Counted)];
    }

    private static bool Same(SeoInput one, SeoInput other) =>
        one with { Keywords = [], Tags = [] } == other with { Keywords = [], Tags = [] } && one.Keywords.SequenceEqual(other.Keywords) && one.Tags.SequenceEqual(other.Tags);

    private static string MeaningOf(int score) => score >= 75 ? "good" : score >= 50 ? "needs" : "bad";

    private static string WordOf(int score) => score >= 90 ? "Very good" : score >= 75 ? "Good" : score >= 50 ? "Fair" : "Weak";
}
