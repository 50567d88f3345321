using System.Globalization;
using System.Text;
using Broadcaster.Core.Authoring.Seo;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Workspaces;
using Broadcaster.Core.Planning.Research;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>What the plan is about, as prompts and the score want it: the plan's own words before the research's, and those before the workspace's.</summary>
internal sealed class PlanSubject(ContentPlan plan, Workspace workspace, ResearchReport? research, SeoScorer scorer)
{
    private const int SourcesInPrompt = 6;
    private const int CharactersOfASource = 2_500;

    /// <summary>A few words are no proof of their language.</summary>
    private const int EnoughToTell = 150;

    /// <summary>Two letters: what the plan or the workspace asks for, else what brief and sources are in; null where nobody can tell.</summary>
    public string? Language { get; } = LanguageDetector.Primary(plan.Language ?? workspace.Settings.Ai.Voice.Language)
        ?? (plan.Topic.Length + (plan.Brief?.Length ?? 0) > EnoughToTell ? Known(LanguageDetector.Of($"{plan.Topic}. {plan.Brief}")) : null)
        ?? (research?.Sources.Any(s => s.Status == SourceStatus.Read) == true ? Known(research.Language) : null);

    public IReadOnlyList<string> Keywords { get; } = plan.Keywords.Count > 0
        ? plan.Keywords
        : [.. (research?.Keywords ?? []).OrderByDescending(k => k.Score).Select(k => k.Text).Take(6)];

    /// <summary>The keyword that the score looks for first.</summary>
    public IReadOnlyList<string> ScoredKeywords => [.. Keywords.Take(3)];

    public int Score(PlanDraft draft) => Measure(draft).Score;

    public SeoScore Measure(PlanDraft draft) => scorer.Score(new SeoInput
    {
        Title = draft.Title,
        Body = draft.Body,
        Summary = draft.MetaDescription,
        Slug = draft.Slug.Length > 0 ? draft.Slug : null,
        Keywords = ScoredKeywords,
        Language = Language,
        Form = SeoForm.Long,
        SiteUrl = workspace.Settings.Site.PublicUrl,
    });

    /// <summary>The variables of the prompts, without those of a draft.</summary>
    public Dictionary<string, object?> Values()
    {
        var voice = workspace.Settings.Ai.Voice;
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["topic"] = plan.Topic,
            ["brief"] = plan.Brief,
            ["audience"] = plan.Audience ?? voice.Audience,
            ["tone"] = plan.Tone ?? voice.Tone,
            ["brand"] = voice.Brand,
            ["language"] = (plan.Language ?? voice.Language ?? Language) is { } tag ? NameOf(tag) : "the language of the topic",
            ["keywords"] = Keywords,
            ["theme"] = plan.Theme,
            ["questions"] = (research?.Questions ?? []).Take(8).Select(q => q.Text).ToList(),
            ["gaps"] = (research?.Gaps ?? []).Take(8).Select(g => g.Topic).ToList(),
            ["sources"] = SourcesText(),
            ["target_words"] = research?.Target is { Words: > 0 } target ? Math.Clamp(target.Words, 500, 2_500) : null,
        };
    }

    public Dictionary<string, object?> Values(PlanDraft draft)
    {
        var values = Values();
        values["title"] = draft.Title;
        values["meta_description"] = draft.MetaDescription;
        values["slug"] = draft.Slug;
        values["body"] = draft.Body;
        values["tags"] = draft.Tags;
        return values;
    }

    /// <summary>What is wrong with the language of a text; null when it is the right one, too short to tell, or one that the detector takes for another.</summary>
    public PlanFinding? CheckLanguage(string text)
    {
        var found = LanguageDetector.Of(text);
        return Language is null || !LanguageDetector.Names(Language) || text.Length < EnoughToTell || found == LanguageDetector.Unknown || found == Language
            ? null
            : new PlanFinding(Foundation.Ai.ModelFault.WrongLanguage, $"The text is in {NameOf(found)}; write it in {NameOf(Language)}.", "Set the language of the plan, and retry.", Bearable: true);
    }

    public IReadOnlyList<ResearchSource> ReadSources => [.. (research?.Sources ?? []).Where(s => s.Status == SourceStatus.Read)];

    private string SourcesText()
    {
        var text = new StringBuilder();
        foreach (var source in ReadSources.Take(SourcesInPrompt))
        {
            var excerpt = source.Text ?? source.Description ?? "";
            text.Append(source.CanonicalUrl ?? source.Url).Append(" — ").AppendLine(source.Title)
                .AppendLine(excerpt.Length > CharactersOfASource ? excerpt[..CharactersOfASource] : excerpt).AppendLine();
        }

        return text.ToString().Trim();
    }

    private static string? Known(string? language) => language is null or LanguageDetector.Unknown ? null : language;

    private static string NameOf(string tag)
    {
        try
        {
            return $"{CultureInfo.GetCultureInfo(tag).EnglishName} ({tag})";
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }
}
