using System.Text;
using System.Text.Json;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Ai;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Planning.Research;

namespace Broadcaster.Core.Planning.Plans.Engine;

/// <summary>Titles, outline, draft: each asked for, checked and committed by itself. Without a model: an outline from the research.</summary>
internal sealed class GenerateStage
{
    public const string Key = "draft";
    private const string TitlesKey = "titles";
    private const string OutlineKey = "outline";

    public async Task<PlanDraft> RunAsync(PlanJournal journal, PlanSubject subject, ResearchReport? research, bool hasModel, CancellationToken ct)
    {
        if (journal.Find<PlanDraft>(Key) is { } known)
        {
            return known;
        }

        await journal.EnterAsync(PlanStage.Generate, 20, hasModel ? "Finding titles" : "Making an outline from the research", ct);
        if (!hasModel)
        {
            return await WithoutModelAsync(journal, subject, research, ct);
        }

        var system = journal.Render("system", subject.Values());
        var titles = journal.Find<List<string>>(TitlesKey) ?? await TitlesAsync(journal, subject, system, ct);
        await journal.ProgressAsync(27, "Making the outline", ct);
        var outline = journal.Find<List<PlanSection>>(OutlineKey) ?? await OutlineAsync(journal, subject, system, titles[0], ct);
        await journal.ProgressAsync(35, "Writing", ct);
        return await DraftAsync(journal, subject, system, titles, outline, ct);
    }

    /// <summary>The text after the model: links checked, slug and tags in order, scored.</summary>
    internal static async Task<PlanDraft> FinishAsync(PlanJournal journal, PlanSubject subject, PlanDraft draft, CancellationToken ct)
    {
        var allowed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var source in subject.ReadSources)
        {
            allowed.TryAdd(source.CanonicalUrl ?? source.Url, source.Title);
            allowed.TryAdd(source.Url, source.Title);
        }

        foreach (var address in Citations.In(journal.Plan.Brief))
        {
            allowed.TryAdd(address, null);
        }

        var (body, kept, removed) = Citations.Check(draft.Body, allowed);
        foreach (var address in removed)
        {
            await journal.LogAsync(PlanLogLevel.Warning, $"The text linked to {address}, which is in none of the sources: the link was taken out.", ct);
        }

        var slug = Slugs.Of(draft.Slug) is { Length: > 0 } made ? made : Slugs.Of(draft.Title);
        var tags = draft.Tags.Select(t => t.ReplaceLineEndings(" ").TrimStart('#').Trim()).Where(t => t.Length is > 0 and <= ContentLimits.TagCharacters)
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(ContentLimits.Tags).ToList();
        var done = draft with { Title = OneLine(draft.Title), MetaDescription = OneLine(draft.MetaDescription), Body = body.ReplaceLineEndings("\n").Trim(), Slug = slug, Tags = tags, Citations = kept, Language = subject.Language ?? LanguageOf(body) };
        return done with { Score = subject.Score(done) };
    }

    private static async Task<List<string>> TitlesAsync(PlanJournal journal, PlanSubject subject, string system, CancellationToken ct)
    {
        var answer = await journal.AskAsync(TitlesKey, AiTask.Title, PlanForms.Titles, system, journal.Render("titles", subject.Values()), null, ct);
        var titles = answer.Json.GetProperty("titles").EnumerateArray().Select(t => OneLine(t.GetString()!)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        await journal.SaveAsync(TitlesKey, titles, ct, title: titles[0]);
        return titles;
    }

    private static async Task<List<PlanSection>> OutlineAsync(PlanJournal journal, PlanSubject subject, string system, string title, CancellationToken ct)
    {
        var values = subject.Values();
        values["title"] = title;
        var answer = await journal.AskAsync(OutlineKey, AiTask.Outline, PlanForms.Outline, system, journal.Render("outline", values), null, ct);
        var outline = answer.Json.GetProperty("sections").Deserialize<List<PlanSection>>(PlanJson.Options)!;
        await journal.SaveAsync(OutlineKey, outline, ct);
        return outline;
    }

    private static async Task<PlanDraft> DraftAsync(PlanJournal journal, PlanSubject subject, string system, List<string> titles, List<PlanSection> outline, CancellationToken ct)
    {
        var values = subject.Values();
        values["title"] = titles[0];
        values["outline"] = TextOf(outline);
        var answer = await journal.AskAsync(
            Key, AiTask.Generate, PlanForms.Draft, system, journal.Render("draft", values), json => subject.CheckLanguage(json.GetProperty("body").GetString()!), ct);
        foreach (var note in answer.Notes)
        {
            await journal.LogAsync(PlanLogLevel.Warning, $"{note} The model kept to that when asked again; the draft is taken as it is.", ct);
        }

        var written = answer.Json.Deserialize<WrittenDraft>(PlanJson.Options)!;
        var draft = await FinishAsync(
            journal,
            subject,
            new PlanDraft
            {
                Titles = [written.Title, .. titles.Where(t => t != written.Title)],
                Title = written.Title,
                MetaDescription = written.MetaDescription,
                Slug = written.Slug,
                Outline = outline,
                Body = written.Body,
                Tags = written.Tags,
                Images = written.Images,
            },
            ct);
        await journal.SaveAsync(Key, draft, ct, draft.Score, draft.Title);
        await journal.LogAsync(PlanLogLevel.Info, $"The draft is written: {draft.Title}. Its score is {draft.Score}.", ct);
        return draft;
    }

    private static async Task<PlanDraft> WithoutModelAsync(PlanJournal journal, PlanSubject subject, ResearchReport? research, CancellationToken ct)
    {
        var plan = journal.Plan;
        List<PlanSection> outline = [.. (research?.Outline ?? []).Where(o => o.Level == 2).Select(o => new PlanSection(o.Heading, []))];
        if (outline.Count == 0)
        {
            outline = [.. (research?.Questions ?? []).Take(6).Select(q => new PlanSection(q.Text, []))];
        }

        if (outline.Count == 0)
        {
            outline = [.. subject.Keywords.Take(6).Select(k => new PlanSection(k, []))];
        }

        var body = new StringBuilder();
        if (plan.Brief is not null)
        {
            body.AppendLine(plan.Brief).AppendLine();
        }

        foreach (var section in outline)
        {
            body.Append("## ").AppendLine(section.Heading).AppendLine();
        }

        if (subject.ReadSources.Count > 0)
        {
            body.AppendLine("## Sources").AppendLine();
            foreach (var source in subject.ReadSources)
            {
                body.Append("- [").Append(source.Title ?? source.Url).Append("](").Append(source.CanonicalUrl ?? source.Url).AppendLine(")");
            }
        }

        var draft = await FinishAsync(
            journal,
            subject,
            new PlanDraft { Titles = [plan.Topic], Title = plan.Topic, Body = body.ToString(), Outline = outline, Tags = [.. subject.Keywords.Take(5)], Written = false },
            ct);
        await journal.SaveAsync(Key, draft, ct, draft.Score, draft.Title);
        await journal.LogAsync(
            PlanLogLevel.Info,
            "No model is set up, so this is an outline from the research, ready to be written by hand. A model (Settings, Models) would add titles to choose from, the text itself, its improvement by the score, and a version for each channel.",
            ct);
        return draft;
    }

    private static string TextOf(List<PlanSection> outline)
    {
        var text = new StringBuilder();
        foreach (var section in outline)
        {
            text.Append("## ").AppendLine(section.Heading);
            foreach (var point in section.Points)
            {
                text.Append("- ").AppendLine(point);
            }
        }

        return text.ToString();
    }

    private static string LanguageOf(string body) => LanguageDetector.Of(body) is var found && found != LanguageDetector.Unknown ? found : "en";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed record WrittenDraft(string Title, string MetaDescription, string Slug, string Body, IReadOnlyList<string> Tags, IReadOnlyList<ImageSuggestion> Images);
}
