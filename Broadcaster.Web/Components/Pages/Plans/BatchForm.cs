using System.Globalization;
using System.Text.Json;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Planning.Batches;

namespace Broadcaster.Web.Components.Pages.Plans;

/// <summary>What stands in the form of a batch.</summary>
public sealed class BatchForm
{
    public BatchPeriod Period { get; set; } = BatchPeriod.Week;

    public string Start { get; set; } = "";

    public string PerDay { get; set; } = "1";

    public bool SkipWeekends { get; set; } = true;

    public HashSet<Guid> Channels { get; } = [];

    public List<ThemeForm> Themes { get; } = [new()];

    /// <summary>none, markdown or url.</summary>
    public string SourceKind { get; set; } = "none";

    public string SourceText { get; set; } = "";

    public string SourceUrl { get; set; } = "";

    public string Language { get; set; } = "";

    public bool SkipResearch { get; set; }

    /// <summary>All that stands in it: two that say the same are the same.</summary>
    public string Text() => JsonSerializer.Serialize(this);

    /// <summary>What the use case takes; what is no number or no date is refused here, under its field.</summary>
    public Result<BatchRequest> Read(bool dryRun)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!int.TryParse(PerDay, NumberStyles.None, CultureInfo.InvariantCulture, out var perDay))
        {
            errors["perDay"] = ["Use a whole number."];
        }

        DateOnly? start = null;
        if (Start.Length > 0)
        {
            if (DateOnly.TryParseExact(Start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                start = day;
            }
            else
            {
                errors["start"] = ["Choose a day."];
            }
        }

        return errors.Count > 0 ? new InvalidInput(errors) : new BatchRequest
        {
            Period = Period,
            Start = start,
            PerDay = perDay,
            SkipWeekends = SkipWeekends,
            ChannelIds = [.. Channels],
            Themes = [.. Themes.Where(t => !string.IsNullOrWhiteSpace(t.Name)).Select(t => t.ToTheme())],
            Source = SourceKind switch
            {
                "markdown" => new BatchSource("markdown", Text: SourceText),
                "url" => new BatchSource("url", Url: SourceUrl.Trim()),
                _ => null,
            },
            Language = string.IsNullOrWhiteSpace(Language) ? null : Language.Trim(),
            SkipResearch = SkipResearch,
            DryRun = dryRun,
        };
    }

    /// <summary>One theme or series.</summary>
    public sealed class ThemeForm
    {
        public string Name { get; set; } = "";

        public string Hashtag { get; set; } = "";

        public string Template { get; set; } = "";

        public BatchTheme ToTheme() => new(Name.Trim(), Hashtag.Trim() is { Length: > 0 } tag ? tag : null, Template.Trim() is { Length: > 0 } template ? template : null);
    }
}
