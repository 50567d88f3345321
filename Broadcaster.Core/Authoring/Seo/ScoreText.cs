using System.Text;
using Broadcaster.Core.Authoring.Content.Editing;
using Broadcaster.Core.Foundation.Common;
using Broadcaster.Core.Foundation.Common.Text;
using Broadcaster.Core.Foundation.Workspaces;

namespace Broadcaster.Core.Authoring.Seo;

/// <summary>Scores a text that somebody sent. Reads nothing of the workspace and keeps nothing.</summary>
public sealed class ScoreText(SeoScorer scorer)
{
    public const int MostKeywords = 20;

    public const int KeywordCharacters = 100;

    public Task<Result<SeoScore>> ExecuteAsync(Caller caller, SeoQuestion question, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (caller.Refuse(WorkspaceAction.View) is { } refused)
        {
            return Task.FromResult<Result<SeoScore>>(refused);
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var form = SeoForm.Auto;
        if (question.Body is null)
        {
            errors["body"] = ["The body is missing. Send the text in Markdown; it may be empty."];
        }
        else if (Encoding.UTF8.GetByteCount(question.Body) is var bytes && bytes > ContentLimits.BodyBytes)
        {
            errors["body"] = [$"The text has {bytes / 1024} KiB; the limit is {ContentLimits.BodyBytes / 1024} KiB."];
        }

        Check(errors, "title", question.Title, ContentLimits.TitleCharacters);
        Check(errors, "summary", question.Summary, ContentLimits.SummaryCharacters);
        Check(errors, "slug", question.Slug, ContentLimits.SlugCharacters);
        Check(errors, "siteUrl", question.SiteUrl, ContentLimits.UrlCharacters);
        CheckList(errors, "keywords", question.Keywords, MostKeywords, KeywordCharacters);
        CheckList(errors, "tags", question.Tags, ContentLimits.Tags, ContentLimits.TagCharacters);
        if (!string.IsNullOrWhiteSpace(question.Language) && LanguageDetector.Primary(question.Language) is null)
        {
            errors["language"] = ["A language is a tag such as en, de or pt-BR."];
        }

        if (!string.IsNullOrWhiteSpace(question.Form) && !SnakeCase.TryParse(question.Form, out form))
        {
            errors["form"] = ["The form is auto, long or short."];
        }

        if (errors.Count > 0)
        {
            return Task.FromResult<Result<SeoScore>>(new InvalidInput(errors));
        }

        return Task.FromResult<Result<SeoScore>>(scorer.Score(new SeoInput
        {
            Title = question.Title ?? "",
            Body = question.Body!,
            Summary = question.Summary,
            Slug = question.Slug,
            Keywords = question.Keywords ?? [],
            Tags = question.Tags ?? [],
            Language = question.Language,
            Form = form,
            SiteUrl = question.SiteUrl,
        }));
    }

    private static void Check(Dictionary<string, string[]> errors, string field, string? text, int limit)
    {
        if (text?.Length > limit)
        {
            errors[field] = [$"{text.Length} characters are too many; {limit} fit."];
        }
    }

    private static void CheckList(Dictionary<string, string[]> errors, string field, IReadOnlyList<string>? texts, int most, int characters)
    {
        if (texts?.Count > most)
        {
            errors[field] = [$"There are {texts.Count}; {most} fit."];
        }
        else if (texts?.FirstOrDefault(t => t is null || t.Length > characters) is { } tooLong)
        {
            errors[field] = [$"\"{tooLong[..30]}…\" has {tooLong.Length} characters; {characters} fit."];
        }
        else if (texts?.Any(t => t is null) == true)
        {
            errors[field] = ["One of them is null. Leave it out."];
        }
    }
}
